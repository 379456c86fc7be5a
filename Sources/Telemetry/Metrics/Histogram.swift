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

    /// Counts a value in the family's natural unit: nanoseconds for seconds, billionths for a ratio.
    ///
    /// Outside the range of the family (``NativeScale``) the value counts as the nearest one in range; over `Int64.max`
    /// it is taken for a negative number, and only counted in `metrics_values_clamped_total`.
    /// - Complexity: A table look-up, at most three compares, two relaxed loads and stores. The first value in a block
    ///   of 32 cells allocates the block.
    @inlinable package func record(_ value: UInt64) {
        let floor = self.table.load(as: UInt64.self)
        if value &- floor > self.table.load(fromByteOffset: BucketLayout.spanOffset, as: UInt64.self) {
            self.recordOutside(value)
        } else {
            self.recordInRange(value)
        }
    }

    /// The cell of a value in range.
    @inlinable @inline(__always) func cell(of value: UInt64) -> Int {
        let zeros = value.leadingZeroBitCount
        // The first bit that is set at the top; the five below it are the step. A shift by 64 is one by 0: of 0.
        let steps = Int(truncatingIfNeeded: (value &<< UInt64(truncatingIfNeeded: zeros)) &>> 58) & 31
        let slot = (64 &- zeros) &* 32 &+ steps
        var cell = Int(self.table.load(fromByteOffset: BucketLayout.candidatesOffset &+ slot &* 2, as: UInt16.self))
        let limits = (self.table + BucketLayout.limitsOffset).assumingMemoryBound(to: UInt64.self)
        while value > limits[cell] { cell &+= 1 }
        return cell
    }

    @inlinable func recordInRange(_ value: UInt64) {
        let cell = self.cell(of: value)
        let block = self.cells[BucketLayout.firstBlockCell &+ cell &>> 5].load(ordering: .relaxed)
        if let block = UnsafeMutablePointer<Atomic<UInt64>>(bitPattern: UInt(truncatingIfNeeded: block)) {
            Self.add(1, to: block + (cell & 31))
        } else {
            self.recordInNewBlock(cell)
        }
        Self.add(value, to: self.cells + BucketLayout.sumCell)
    }

    @usableFromInline func recordOutside(_ value: UInt64) {
        if value == 0 { return self.recordInRange(0) }
        Self.add(1, to: self.cells + BucketLayout.clampedCell)
        if value > UInt64(Int64.max) { return }
        let floor = self.table.load(as: UInt64.self)
        let span = self.table.load(fromByteOffset: BucketLayout.spanOffset, as: UInt64.self)
        self.recordInRange(value < floor ? floor : floor + span)
    }

    /// Makes the block; without memory for it the value counts in its classic bucket.
    @usableFromInline func recordInNewBlock(_ cell: Int) {
        let address = self.cells[BucketLayout.arenaCell].load(ordering: .relaxed)
        if let pointer = UnsafeRawPointer(bitPattern: UInt(address)),
            let block = Unmanaged<BlockArena>.fromOpaque(pointer).takeUnretainedValue().makeBlock()
        {
            Self.add(1, to: block + cell & 31)
            let pointer = UInt64(UInt(bitPattern: block))
            self.cells[BucketLayout.firstBlockCell + cell >> 5].store(pointer, ordering: .releasing)
            return
        }
        let spare = self.table.load(fromByteOffset: BucketLayout.spareCellOffset, as: Int.self)
        let classic = self.table.load(fromByteOffset: BucketLayout.classicOffset, as: Int.self)
        let bucket = Int(self.table.load(fromByteOffset: classic + cell, as: UInt8.self))
        Self.add(1, to: self.cells + spare + bucket)
    }

    @inlinable static func add(_ amount: UInt64, to cell: UnsafeMutablePointer<Atomic<UInt64>>) {
        cell.pointee.store(cell.pointee.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }
}
