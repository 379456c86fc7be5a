import EngineCore

/// Drives the product's batch machine over any store, one call after the other.
final class StoreSession<Store: EngineStore & ~Copyable>: ConformanceSession {
    private var store: Store
    /// Lets time pass; the clock of the batches does not follow.
    private let pause: (Int64) -> Void

    init(_ store: consuming Store, pause: @escaping (Int64) -> Void = { _ in }) {
        self.store = store
        self.pause = pause
    }

    func run(_ requests: [CommandRequest], ids: inout IDSource, now: Int64) -> [BatchMachine.Answer] {
        var machine = BatchMachine(requests, ids: ids, now: now)
        var time = now
        while true {
            do throws(StoreError) {
                switch machine.step {
                case .open(let needs): try self.store.open(needs, into: &machine.set)
                case .lock(let refs, let needs): try self.store.lock(refs, needs, into: &machine.set)
                case .commit: try self.store.commit(machine.set)
                case .abandon: self.store.abandon()
                case .wait(let microseconds):
                    time += microseconds
                    self.pause(microseconds)
                case .finished:
                    ids = machine.ids
                    return machine.answers
                }
                machine.succeeded(now: time)
            } catch {
                machine.failed(error, now: time)
            }
        }
    }
}
