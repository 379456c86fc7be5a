public import Synchronization

/// The cells of one histogram in one writer's pages; valid as long as its registry.
///
/// - Important: Only the writer's owner records; anyone may read.
@frozen @usableFromInline package struct Histogram: BitwiseCopyable, @unchecked Sendable {
    // Owned by one writer, see above; readers load atomically. The table is constant.
    @usableFromInline let cells: UnsafeMutablePointer<Atomic<UInt64>>
    @usableFromInline let table: UnsafeRawPointer

    @usableFromInline init(cells: UnsafeMutablePointer<Atomic<UInt64>>, table: UnsafeRawPointer) {
        self.cells = cells
        self.table = table
    }

    /// Counts a value in the family's natural unit: nanoseconds for seconds.
    ///
    /// Over the range of the family the value counts as the largest one in range; over `Int64.max` it is taken for a
    /// negative number, and only counted in `metrics_values_clamped_total`.
    /// - Complexity: A table look-up, at most three compares for the declared buckets, two relaxed loads and stores.
    @inlinable package func record(_ value: UInt64) {
        let ceiling = self.table.load(fromByteOffset: BucketLayout.ceilingOffset, as: UInt64.self)
        if value > ceiling {
            self.recordClamped(value, ceiling)
        } else {
            self.recordInRange(value)
        }
    }

    @inlinable func recordInRange(_ value: UInt64) {
        let significantBits = 64 &- value.leadingZeroBitCount
        var bucket = Int(self.table.load(fromByteOffset: significantBits, as: UInt8.self))
        let bounds = (self.table + BucketLayout.boundsOffset).assumingMemoryBound(to: UInt64.self)
        while value > bounds[bucket] { bucket &+= 1 }
        self.add(1, to: BucketLayout.firstBucketCell &+ bucket)
        self.add(value, to: BucketLayout.sumCell)
    }

    @usableFromInline func recordClamped(_ value: UInt64, _ ceiling: UInt64) {
        self.add(1, to: BucketLayout.clampedCell)
        if value <= UInt64(Int64.max) { self.recordInRange(ceiling) }
    }

    @inlinable func add(_ amount: UInt64, to index: Int) {
        let cell = self.cells + index
        cell.pointee.store(cell.pointee.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }
}
