import Synchronization

/// A number that threads of a test share.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { self.count.load(ordering: .relaxed) }

    func add(_ amount: Int = 1) { self.count.wrappingAdd(amount, ordering: .relaxed) }
}
