/// Where a histogram's cells lie, and in which cell a value belongs.
///
/// The upper bounds of the cells are those of the family's classic buckets and those of the native buckets together
/// (``NativeScale``), so both kinds are sums of whole cells. Cells lie in blocks of 32, made when a value first falls
/// into them. A child has in each writer's page:
/// ```
/// 0         sum of the values, natural unit
/// 1         values that were out of range
/// 2         the writer's BlockArena
/// 3         the child's ExemplarSlots, 0: it has none
/// 4...      one pointer per block, 0: not made yet
/// then      one cell per classic bucket with +Inf, for values whose block found no memory
/// ```
/// ``Histogram`` finds the cell with one table, read through a pointer:
/// ```
/// byte 0       the smallest value in range but 0; 0 where every value is large enough
/// byte 8       the largest value in range, less the smallest
/// byte 16      number of the first of the cells for values without a block
/// byte 24      where in this table the classic bucket of each cell stands, one byte each
/// byte 32      3 KiB: the first candidate cell by the number of significant bits (0 to 47) and the next 5 bits
/// byte 3104    upper bounds of the cells, natural unit, inclusive, ascending; the first is 0
/// ```
@usableFromInline package final class BucketLayout: Sendable {
    // Computed, because a stored value of another module would be read through a call.
    @inlinable static var spanOffset: Int { 8 }
    @inlinable static var spareCellOffset: Int { 16 }
    @inlinable static var classicOffset: Int { 24 }
    @inlinable static var candidatesOffset: Int { 32 }
    @inlinable static var limitsOffset: Int { 3_104 }
    @inlinable static var sumCell: Int { 0 }
    @inlinable static var clampedCell: Int { 1 }
    @inlinable static var arenaCell: Int { 2 }
    @inlinable static var exemplarCell: Int { 3 }
    @inlinable static var firstBlockCell: Int { 4 }
    @inlinable static var cellsPerBlock: Int { 32 }

    /// Upper bounds of the classic buckets in the family's unit, without +Inf.
    package let bounds: [Double]
    /// Recorded in billionths of the family's unit.
    let isInBillionths: Bool
    /// Cells in all blocks.
    package let bucketCellCount: Int
    /// For each classic bucket but +Inf, the last of its cells.
    let classicCells: [Int]
    /// For each cell, the native bucket in schema 3 that it belongs to; the first cell holds zeros and belongs to none.
    let nativeIndices: [Int]
    // Written in init only, and never freed: families are static, and handles point here.
    nonisolated(unsafe) let table: UnsafeRawPointer

    init(bounds: [Double], unit: MetricUnit) {
        let cells = BucketCells(bounds: bounds, unit: unit)
        self.bounds = bounds
        self.isInBillionths = unit.isInBillionths
        self.bucketCellCount = cells.limits.count
        self.classicCells = cells.classicCells
        self.nativeIndices = cells.nativeIndices
        self.table = cells.makeTable()
    }

    var blockCount: Int { Self.blockCount(cells: self.bucketCellCount) }
    /// The first of the cells for values whose block found no memory.
    var firstSpareCell: Int { Self.firstBlockCell + self.blockCount }
    /// What a child takes in each writer's page.
    var headerCellCount: Int { self.firstSpareCell + self.bounds.count + 1 }

    static func blockCount(cells: Int) -> Int { (cells + Self.cellsPerBlock - 1) / Self.cellsPerBlock }
}

extension BucketLayout {
    /// The most compares with a cell's bound that a value can need: for a test.
    package var mostCompares: Int {
        let limits = (0..<self.bucketCellCount).map { cell in
            self.table.load(fromByteOffset: Self.limitsOffset + cell * 8, as: UInt64.self)
        }
        let candidates = (0..<48 * 32).map { slot in
            Int(self.table.load(fromByteOffset: Self.candidatesOffset + slot * 2, as: UInt16.self))
        }
        return limits.enumerated().map { cell, limit in
            let bits = 64 - limit.leadingZeroBitCount
            let step = bits == 0 ? 0 : Int((limit << UInt64(64 - bits)) >> 58) & 31
            return cell - candidates[bits * 32 + step] + 1
        }.max() ?? 0
    }
}
