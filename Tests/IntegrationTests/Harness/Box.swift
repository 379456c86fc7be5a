import Synchronization

/// A value that one thread of a test sets and another waits for.
final class Box<Value: Sendable>: Sendable {
    private let content = Mutex<Value?>(nil)

    var value: Value? { self.content.withLock { $0 } }

    func set(_ value: Value) { self.content.withLock { $0 = value } }
}
