import EngineCore
import SQLStore

/// One gateway's sequencer: a queue, the product's batch machine, and a session of the database.
final class SimSequencer {
    enum Progress { case idle, moved, blocked, crashed }

    let number: Int
    private(set) var queue: [CommandRequest] = []
    /// Nothing happens before that time, microseconds.
    private(set) var readyAt: Int64 = 0
    private let world: SimWorld
    private let batchLimit: Int
    private var store: SimStore
    /// A class, because an optional noncopyable property can only be consumed.
    private final class Batch {
        var machine: BatchMachine
        init(_ machine: consuming BatchMachine) { self.machine = machine }
    }
    private var batch: Batch?
    private var ids: IDSource
    private var isCallStarted = false
    private var callFault: Fault?
    private var waitsSince: Int64?
    private var openedAfter = 0
    private var batchNow: Int64 = 0

    init(number: Int, world: SimWorld, batchLimit: Int, seed: UInt64) {
        let random = SharedRandom(seed: seed)
        self.number = number
        self.world = world
        self.batchLimit = batchLimit
        self.store = SimStore(world.database)
        self.ids = IDSource(random: { random.next() })
    }

    var isIdle: Bool { self.batch == nil && self.queue.isEmpty }
    /// Whether a step would do anything at this time.
    func isRunnable(now: Int64) -> Bool {
        if self.isIdle || self.readyAt > now { return false }
        guard self.isCallStarted, let since = self.waitsSince, self.store.isWaiting else { return true }
        return now - since >= SimWorld.lockTimeout
    }
    /// The time of the next step if none is possible now; nil: only another session can wake this one.
    var wakesAt: Int64? {
        if self.isIdle { return nil }
        if self.isCallStarted, let since = self.waitsSince, self.store.isWaiting { return since + SimWorld.lockTimeout }
        return self.readyAt
    }

    func submit(_ request: CommandRequest) { self.queue.append(request) }

    /// The process is gone, and all it knew.
    func crash() {
        self.store.abandon()
        self.batch = nil
        self.queue = []
        self.resetCall()
    }

    /// The database ended the session: the next step finds out.
    func loseSession() { self.store.abandon() }

    /// One step of the machine, or the rest of one that waited.
    func step() -> Progress {
        if self.batch == nil {
            guard !self.queue.isEmpty else { return .idle }
            let batch = Array(self.queue.prefix(self.batchLimit))
            self.queue.removeFirst(batch.count)
            self.batch = Batch(BatchMachine(batch, ids: self.ids, now: self.world.now))
        }
        guard let batch = self.batch else { return .idle }
        switch batch.machine.step {
        case .open(let needs): return self.callOpen(needs)
        case .lock(let refs, let needs): return self.callLock(refs, needs)
        case .commit: return self.callCommit()
        case .abandon:
            self.store.abandon()
            self.batch?.machine.succeeded(now: self.world.now)
        case .wait(let microseconds):
            self.readyAt = self.world.now + microseconds
            self.batch?.machine.succeeded(now: self.readyAt)
        case .finished: self.finish()
        }
        return .moved
    }

    private func finish() {
        guard let batch = self.batch.take() else { return }
        self.ids = batch.machine.ids
        for (request, answer) in zip(batch.machine.requests, batch.machine.answers) { self.world.answered(request, answer) }
    }

    private func resetCall() {
        (self.isCallStarted, self.callFault, self.waitsSince) = (false, nil, nil)
    }

    private func callOpen(_ needs: Needs) -> Progress {
        if !self.isCallStarted {
            if let progress = self.startCall() { return progress }
            self.openedAfter = self.world.database.commits
            self.batchNow = needs.now
            self.store.startOpen(needs)
        }
        return self.carryOn { (sequencer: SimSequencer, batch: Batch) throws(StoreError) in
            try sequencer.store.continueOpen(into: &batch.machine.set)
        }
    }

    private func callLock(_ refs: [AccountRef], _ needs: Needs) -> Progress {
        if !self.isCallStarted {
            if let progress = self.startCall() { return progress }
            self.store.startLock(refs)
        }
        return self.carryOn { (sequencer: SimSequencer, batch: Batch) throws(StoreError) in
            try sequencer.store.continueLock(needs, into: &batch.machine.set)
        }
    }

    /// Goes on with a call that may have to wait for a lock.
    private func carryOn(_ call: (SimSequencer, Batch) throws(StoreError) -> Bool) -> Progress {
        do throws(StoreError) {
            if self.store.isWaiting, self.world.now - (self.waitsSince ?? self.world.now) >= SimWorld.lockTimeout {
                throw SimStore.lockTimeout
            }
            guard let batch = self.batch, try call(self, batch) else {
                if self.waitsSince == nil { self.world.waits += 1 }
                self.waitsSince = self.waitsSince ?? self.world.now
                return .blocked
            }
            return try self.endCall()
        } catch {
            if error.cause.code == .deadlock { self.world.deadlocks += 1 }
            return self.fail(error)
        }
    }

    private func endCall() throws(StoreError) -> Progress {
        let fault = self.callFault
        switch fault {
        case .errorAfter(let code): throw self.world.error(code)
        case .lostAfter, .orphaned:
            self.store.abandon()
            throw self.world.error(.connectionLost)
        case .crashAfter: return self.crashed()
        default: break
        }
        self.resetCall()
        self.batch?.machine.succeeded(now: self.world.now)
        return .moved
    }

    /// Faults that come before a call has any effect; nil: the call may begin.
    private func startCall() -> Progress? {
        // A delay ends here: its fault is known already.
        let fault = self.callFault ?? self.world.nextFault()
        switch fault {
        case .delay(let microseconds) where self.callFault == nil:
            self.callFault = fault
            self.readyAt = self.world.now + microseconds
            if microseconds > SimWorld.sessionTimeout { self.store.abandon() }
            return .moved
        case .errorBefore(let code): return self.fail(self.world.error(code))
        case .lostBefore:
            self.store.abandon()
            return self.fail(self.world.error(.connectionLost))
        case .crashBefore: return self.crashed()
        case .databaseCrash:
            self.world.crashDatabase()
            return self.fail(self.world.error(.connectionLost))
        case .diskFull(let microseconds): self.world.fillDisk(microseconds: microseconds)
        default: break
        }
        self.callFault = fault
        self.isCallStarted = true
        return nil
    }

    private func fail(_ error: StoreError) -> Progress {
        self.resetCall()
        self.batch?.machine.failed(error, now: self.world.now)
        return .moved
    }

    private func crashed() -> Progress {
        self.crash()
        self.world.crashed(self.number)
        return .crashed
    }

    private func callCommit() -> Progress {
        if let progress = self.startCall() { return progress }
        guard let running = self.batch else { return .idle }
        let batch = CommittedBatch(
            now: self.batchNow,
            requests: running.machine.decisions.map { running.machine.requests[$0.place] },
            outcomes: running.machine.decisions.map(\.outcome),
            openedAfter: self.openedAfter,
            writes: SimWrites(running.machine.set)
        )
        do throws(StoreError) {
            if self.world.isDiskFull && running.machine.set.hasWrites { throw self.world.error(.diskFull) }
            switch self.callFault {
            case .errorAfter(let code):
                throw self.world.error(code)
            case .orphaned(let commits, let microseconds):
                guard let orphan = self.store.orphan() else { throw self.world.error(.connectionLost) }
                self.world.adopt(orphan, commits ? batch : nil, microseconds: microseconds)
                throw StoreError(.unknownOutcome, cause: self.world.error(.connectionLost).cause)
            default: break
            }
            try self.store.commit(batch.writes)
            self.world.committed(batch)
        } catch {
            return self.fail(error)
        }
        switch self.callFault {
        case .lostAfter: return self.fail(StoreError(.unknownOutcome, cause: self.world.error(.connectionLost).cause))
        case .crashAfter: return self.crashed()
        default: break
        }
        self.resetCall()
        self.batch?.machine.succeeded(now: self.world.now)
        return .moved
    }
}
