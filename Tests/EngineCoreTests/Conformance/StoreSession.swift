import EngineCore

/// Drives the product's batch machine over any store, one call after the other.
final class StoreSession<Store: EngineStore & ~Copyable>: ConformanceSession {
    /// A class, because an optional noncopyable property can only be consumed.
    private final class Batch {
        var machine: BatchMachine
        var time: Int64

        init(_ machine: consuming BatchMachine, time: Int64) {
            self.machine = machine
            self.time = time
        }
    }
    private var store: Store
    private var batch: Batch?
    /// Lets time pass; the clock of the batches does not follow.
    private let pause: (Int64) -> Void

    init(_ store: consuming Store, pause: @escaping (Int64) -> Void = { _ in }) {
        self.store = store
        self.pause = pause
    }

    func start(_ requests: [CommandRequest], ids: IDSource, now: Int64) {
        precondition(self.batch == nil, "a batch is on its way")
        self.batch = Batch(BatchMachine(requests, ids: ids, now: now), time: now)
    }

    func advance() -> (answers: [BatchMachine.Answer], ids: IDSource)? {
        guard let batch = self.batch else { preconditionFailure("no batch was started") }
        do throws(StoreError) {
            switch batch.machine.step {
            case .open(let needs): try self.store.open(needs, into: &batch.machine.set)
            case .lock(let refs, let needs): try self.store.lock(refs, needs, into: &batch.machine.set)
            case .commit: try self.store.commit(batch.machine.set)
            case .abandon: self.store.abandon()
            case .wait(let microseconds):
                batch.time += microseconds
                self.pause(microseconds)
            case .finished:
                self.batch = nil
                return (batch.machine.answers, batch.machine.ids)
            }
            batch.machine.succeeded(now: batch.time)
        } catch {
            batch.machine.failed(error, now: batch.time)
        }
        return nil
    }
}
