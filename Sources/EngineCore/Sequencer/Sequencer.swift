/// Makes batches of what waits in a queue and runs them one after the other; the only writer of its store.
///
/// It takes whatever queued while the batch before committed, without a timer: idle means a batch of one and the lowest
/// latency, busy means large batches. Replies leave after the commit, never before.
/// - Important: Lives on one thread, which it blocks.
struct Sequencer<Store: EngineStore & ~Copyable>: ~Copyable {
    private var store: Store
    private let queue: CommandQueue
    private let batchLimit: Int
    private let clock: SequencerClock
    private let hooks: SequencerHooks
    private var metrics: SequencerMetrics?
    private var ids: IDSource

    init(
        _ store: consuming Store,
        queue: CommandQueue,
        batchLimit: Int,
        ids: IDSource,
        clock: SequencerClock,
        hooks: SequencerHooks,
        metrics: SequencerMetrics?
    ) {
        precondition(batchLimit > 0, "batches of \(batchLimit) commands")
        self.store = store
        self.queue = queue
        self.batchLimit = batchLimit
        self.ids = ids
        self.clock = clock
        self.hooks = hooks
        self.metrics = metrics
    }

    /// Runs batches until the queue is drained or closed, then gives the store back.
    consuming func run() -> Store {
        while true {
            let batch = self.queue.take(self.batchLimit)
            if batch.isEmpty { return self.store }
            self.run(batch)
        }
    }

    private mutating func run(_ batch: [QueuedCommand]) {
        let started = self.clock.monotonic()
        self.metrics?.began(batch.count)
        var machine = BatchMachine(batch.map(\.request), ids: self.ids, now: self.clock.now())
        var commit = CommitSpan()
        var isRunning = true
        while isRunning { isRunning = self.step(&machine, &commit) }
        self.ids = machine.ids
        let ended = self.clock.monotonic()
        for (command, answer) in zip(batch, machine.answers) {
            var timing = CommandTiming()
            timing.queued = started - min(started, command.queuedAt)
            timing.committing = commit.ended - commit.began
            timing.executing = ended - started - min(ended - started, timing.committing)
            self.metrics?.answered(command.request, answer, nanoseconds: timing.queued + ended - started)
            if case .failure(let failure) = answer, failure.code == .internal {
                self.hooks.poisoned?(command.request, failure)
            }
            command.answer(answer, timing)
        }
        self.metrics?.ended()
    }

    /// Carries out one step; false when there is none left.
    private mutating func step(_ machine: inout BatchMachine, _ commit: inout CommitSpan) -> Bool {
        do throws(StoreError) {
            switch machine.step {
            case .open(let needs): try self.store.open(needs, into: &machine.set)
            case .lock(let refs, let needs): try self.store.lock(refs, needs, into: &machine.set)
            case .commit:
                commit.began = self.clock.monotonic()
                defer { commit.ended = self.clock.monotonic() }
                try self.store.commit(machine.set)
            case .abandon: self.store.abandon()
            case .wait(let microseconds): self.clock.sleep(microseconds)
            case .finished: return false
            }
            if case .commit = machine.step { self.committed(machine.set, commit) }
            machine.succeeded(now: self.clock.now())
        } catch {
            self.metrics?.failed(error)
            self.hooks.storeFailed?(error)
            machine.failed(error, now: self.clock.now())
        }
        return true
    }

    private func committed(_ set: borrowing WorkingSet, _ commit: CommitSpan) {
        self.metrics?.committed(set, nanoseconds: commit.ended - commit.began, now: self.clock.now())
        guard let sealed = self.hooks.sealed else { return }
        for seal in set.seals.inserted { sealed(seal) }
    }
}
