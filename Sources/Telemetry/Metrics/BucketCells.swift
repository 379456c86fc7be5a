/// The bounds of a layout's cells, and the table that leads to them.
struct BucketCells {
    /// Significant bits of the largest value in range, and 0.
    private static let rows = 48
    private static let slotsPerRow = 32

    /// Upper bounds, natural unit, inclusive, ascending; the first is 0, the last the largest value in range.
    let limits: [UInt64]
    /// As ``BucketLayout/classicCells``.
    let classicCells: [Int]
    /// As ``BucketLayout/nativeIndices``.
    let nativeIndices: [Int]
    /// The smallest value in range but 0, or 0.
    private let floor: UInt64

    init(bounds: [Double], unit: MetricUnit) {
        let scale = NativeScale(unit)
        let native = scale.indices.map { (index: $0, limit: scale.limit(NativeScale.upperBound($0))) }
        let ceiling = native[native.count - 1].limit
        let classic = bounds.map { min(ceiling, scale.limit($0)) }
        let limits = Set(native.map(\.limit) + classic + [0]).sorted()
        self.limits = limits
        self.classicCells = classic.map { limit in limits.firstIndex(of: limit) ?? 0 }
        // Between 1 and 2 ns lie several boundaries and no value: the first of them that holds the value is its bucket.
        self.nativeIndices = limits.map { limit in native.first { $0.limit >= limit }?.index ?? 0 }
        let below = scale.limit(NativeScale.upperBound(scale.indices.lowerBound - 1))
        self.floor = below == 0 ? 0 : below + 1
    }

    /// The table that ``BucketLayout`` describes; never freed.
    func makeTable() -> UnsafeRawPointer {
        let classicOffset = BucketLayout.limitsOffset + self.limits.count * 8
        let table = UnsafeMutableRawPointer.allocate(byteCount: classicOffset + self.limits.count, alignment: 64)
        table.storeBytes(of: self.floor, as: UInt64.self)
        table.storeBytes(of: self.limits[self.limits.count - 1] - self.floor, toByteOffset: 8, as: UInt64.self)
        let spare = BucketLayout.firstBlockCell + BucketLayout.blockCount(cells: self.limits.count)
        table.storeBytes(of: spare, toByteOffset: BucketLayout.spareCellOffset, as: Int.self)
        table.storeBytes(of: classicOffset, toByteOffset: BucketLayout.classicOffset, as: Int.self)
        self.storeCandidates(in: table)
        for (cell, limit) in self.limits.enumerated() {
            table.storeBytes(of: limit, toByteOffset: BucketLayout.limitsOffset + cell * 8, as: UInt64.self)
            let bucket = self.classicCells.firstIndex { cell <= $0 } ?? self.classicCells.count
            table.storeBytes(of: UInt8(bucket), toByteOffset: classicOffset + cell, as: UInt8.self)
        }
        return UnsafeRawPointer(table)
    }

    private func storeCandidates(in table: UnsafeMutableRawPointer) {
        for bits in 0..<Self.rows {
            for step in 0..<Self.slotsPerRow {
                let smallest = bits == 0 ? 0 : (UInt64(Self.slotsPerRow + step) << 42) >> UInt64(Self.rows - bits)
                let cell = self.limits.firstIndex { smallest <= $0 } ?? self.limits.count - 1
                let offset = BucketLayout.candidatesOffset + (bits * Self.slotsPerRow + step) * 2
                table.storeBytes(of: UInt16(cell), toByteOffset: offset, as: UInt16.self)
            }
        }
    }
}
