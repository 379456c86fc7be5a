import EngineCore

/// A session of the simulated database that keeps what its last transaction wrote, for the auditor.
final class RecordingSession {
    private let database: SimDatabase
    private var store: SimStore
    /// The last batch that was committed.
    private(set) var last: CommittedBatch?

    init(_ database: SimDatabase) {
        self.database = database
        self.store = SimStore(database)
    }

    func run(_ requests: [CommandRequest], ids: inout IDSource, now: Int64) -> [BatchMachine.Answer] {
        var machine = BatchMachine(requests, ids: ids, now: now)
        self.last = nil
        while true {
            do throws(StoreError) {
                switch machine.step {
                case .open(let needs): try self.store.open(needs, into: &machine.set)
                case .lock(let refs, let needs): try self.store.lock(refs, needs, into: &machine.set)
                case .commit:
                    let decisions = machine.decisions
                    let batch = CommittedBatch(
                        now: now,
                        requests: decisions.map { requests[$0.place] },
                        outcomes: decisions.map(\.outcome),
                        openedAfter: self.database.commits,
                        writes: SimWrites(machine.set)
                    )
                    try self.store.commit(batch.writes)
                    self.last = batch
                case .abandon: self.store.abandon()
                case .wait: break
                case .finished:
                    ids = machine.ids
                    return machine.answers
                }
                machine.succeeded(now: now)
            } catch {
                machine.failed(error, now: now)
            }
        }
    }
}
