import Foundation
import Synchronization

/// A thread that makes a value: tests that block have all of Swift's threads, so a task might never start.
final class Background<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    init(_ body: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread {
            let result = Result(catching: body)
            self.result.withLock { $0 = result }
        }
    }

    /// Waits for the thread's end.
    func value() throws -> Value {
        while true {
            if let result = self.result.withLock({ $0 }) { return try result.get() }
            usleep(500)
        }
    }
}
