import EngineCore
import Synchronization

/// A database that several stores on several threads use, one transaction at a time.
final class SharedDatabase: Sendable {
    struct State: Sendable {
        var database = MemoryDatabase()
        var batchSizes: [Int] = []
        var isBlocked = false
        var failures: [StoreError.Code] = []
    }

    private let state = Mutex(State())

    var snapshot: State { self.state.withLock { $0 } }

    /// While blocked, commits wait, so that commands queue up.
    func block(_ isBlocked: Bool) { self.state.withLock { $0.isBlocked = isBlocked } }
    /// The next commits fail.
    func fail(_ codes: [StoreError.Code]) { self.state.withLock { $0.failures = codes } }
    func withState<Result: Sendable>(_ body: (inout sending State) -> sending Result) -> Result {
        self.state.withLock(body)
    }
}
