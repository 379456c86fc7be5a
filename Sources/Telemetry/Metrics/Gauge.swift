public import Synchronization

/// The cell of one additive gauge in one writer's pages; valid as long as its registry.
///
/// The exported value is the sum over writers, so one loop may add what another takes away.
/// - Important: Only the writer's owner adds; anyone may read.
@frozen @usableFromInline package struct Gauge: BitwiseCopyable, @unchecked Sendable {
    // Owned by one writer, see above; readers load atomically.
    @usableFromInline let cell: UnsafeMutablePointer<Atomic<UInt64>>

    @usableFromInline init(cell: UnsafeMutablePointer<Atomic<UInt64>>) { self.cell = cell }

    /// Adds a positive or negative amount.
    ///
    /// - Complexity: A relaxed load and a relaxed store; no lock prefix, no allocation.
    @inlinable package func add(_ amount: Int64) {
        let change = UInt64(bitPattern: amount)
        self.cell.pointee.store(self.cell.pointee.load(ordering: .relaxed) &+ change, ordering: .relaxed)
    }
}
