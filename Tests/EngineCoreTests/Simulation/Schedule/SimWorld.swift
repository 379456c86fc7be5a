import EngineCore
import SQLStore

/// What the sequencers of a simulation share: the database, the clock, the faults, and who is told of what happens.
final class SimWorld {
    static let lockTimeout: Int64 = 2_000_000
    static let sessionTimeout: Int64 = 5_000_000

    let database: SimDatabase
    /// Microseconds.
    private(set) var now: Int64
    var deadlocks = 0
    /// How often a session had to wait for a lock.
    var waits = 0
    private(set) var calls = 0
    private(set) var faultCount = 0
    private var faults: FaultPlan
    private var diskFullUntil: Int64 = 0
    private var orphans: [(due: Int64, orphan: SimOrphan, batch: CommittedBatch?)] = []
    private(set) var needsDatabaseRestart = false
    /// Called for each transaction that took effect, in the order of commits.
    var onCommit: (CommittedBatch) -> Void = { _ in }
    /// Called when a sequencer answers.
    var onAnswer: (CommandRequest, BatchMachine.Answer) -> Void = { _, _ in }
    var onCrash: (Int) -> Void = { _ in }

    init(database: SimDatabase, now: Int64, faults: FaultPlan) {
        self.database = database
        self.now = now
        self.faults = faults
    }

    var isDiskFull: Bool { self.now < self.diskFullUntil }
    /// When the next orphan ends.
    var nextOrphan: Int64? { self.orphans.map(\.due).min() }

    func advance(to time: Int64) {
        self.now = max(self.now, time)
        self.endOrphans()
    }

    func nextFault() -> Fault? {
        defer { self.calls += 1 }
        guard let fault = self.faults.fault(call: self.calls) else { return nil }
        self.faultCount += 1
        return fault
    }

    /// From now on nothing fails, so that everything that is open ends.
    func stopFaults() { self.faults = .none }

    func error(_ code: SQLError.Code) -> StoreError { StoreError(SQLError(code, message: "planned")) }

    func fillDisk(microseconds: Int64) { self.diskFullUntil = self.now + microseconds }

    func committed(_ batch: CommittedBatch) { self.onCommit(batch) }
    func answered(_ request: CommandRequest, _ answer: BatchMachine.Answer) { self.onAnswer(request, answer) }
    func crashed(_ number: Int) { self.onCrash(number) }

    func adopt(_ orphan: SimOrphan, _ batch: CommittedBatch?, microseconds: Int64) {
        self.orphans.append((self.now + microseconds, orphan, batch))
    }

    /// Orphans end in the order of their times: COMMIT takes effect, or not.
    private func endOrphans() {
        if self.orphans.isEmpty { return }
        while let index = self.orphans.indices.min(by: { self.orphans[$0].due < self.orphans[$1].due }),
            self.orphans[index].due <= self.now
        {
            let (_, orphan, batch) = self.orphans.remove(at: index)
            if let batch {
                do throws(SQLError) {
                    try self.database.commit(batch.writes, newAccounts: orphan.newAccounts)
                    self.committed(batch)
                } catch {
                    // The database refuses it, as it would have told the connection that is gone.
                }
            }
            self.database.locks.release(orphan.transaction)
        }
    }

    func crashDatabase() {
        self.needsDatabaseRestart = true
        for entry in self.orphans { self.database.locks.release(entry.orphan.transaction) }
        self.orphans = []
    }

    func databaseRestarted() { self.needsDatabaseRestart = false }
}
