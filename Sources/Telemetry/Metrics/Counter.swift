public import Synchronization

/// The cell of one counter in one writer's pages; valid as long as its registry.
///
/// - Important: Only the writer's owner adds; anyone may read.
// usableFromInline: without it the compiler does not inline package functions into other modules.
@frozen @usableFromInline package struct Counter: BitwiseCopyable, @unchecked Sendable {
    // Owned by one writer, see above; readers load atomically.
    @usableFromInline let cell: UnsafeMutablePointer<Atomic<UInt64>>

    @usableFromInline init(cell: UnsafeMutablePointer<Atomic<UInt64>>) { self.cell = cell }

    /// Adds in the family's natural unit: nanoseconds for seconds.
    ///
    /// - Complexity: A relaxed load and a relaxed store; no lock prefix, no allocation.
    @inlinable package func add(_ amount: UInt64 = 1) {
        self.cell.pointee.store(self.cell.pointee.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }
}
