import Synchronization

/// A counter that any thread may add to.
package struct ForeignCounter: Sendable {
    private let counter: Counter

    init(_ counter: Counter) { self.counter = counter }

    /// Adds; a negative amount is no amount.
    package func add(_ amount: Int64) {
        if amount > 0 { self.counter.cell.pointee.wrappingAdd(UInt64(amount), ordering: .relaxed) }
    }
}
