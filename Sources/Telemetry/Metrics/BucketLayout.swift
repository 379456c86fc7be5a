/// Where a histogram's cells lie, and in which cell a value belongs.
///
/// Cells of one child in one writer's page:
/// ```
/// 0    sum of the values, natural unit
/// 1    values that were out of range
/// 2... one cell per bucket, the last for +Inf; not cumulative
/// ```
/// The search needs one table, which ``Histogram`` reads through a pointer:
/// ```
/// byte 0..<72    first candidate bucket by the number of significant bits of a value (0 to 64; padded)
/// byte 72..<80   the largest value in range
/// byte 80...     upper bounds, natural unit, inclusive, ascending; the last is UInt64.max, for +Inf
/// ```
/// Native cells can come into this table without a change in handles: only the table and the number of cells grow.
@usableFromInline package final class BucketLayout: Sendable {
    // Computed, because a stored value of another module would be read through a call.
    @inlinable static var ceilingOffset: Int { 72 }
    @inlinable static var boundsOffset: Int { 80 }
    @inlinable static var sumCell: Int { 0 }
    @inlinable static var clampedCell: Int { 1 }
    @inlinable static var firstBucketCell: Int { 2 }

    /// Upper bounds in the family's unit, without +Inf.
    package let bounds: [Double]
    /// Recorded in nanoseconds.
    let isInSeconds: Bool
    // Written in init only, and never freed: families are static, and handles point here.
    nonisolated(unsafe) let table: UnsafeRawPointer

    init(bounds: [Double], unit: MetricUnit) {
        self.bounds = bounds
        self.isInSeconds = unit == .seconds
        let scale = unit == .seconds ? 1e9 : 1
        let limits = bounds.map { UInt64(($0 * scale).rounded()) } + [.max]
        let byteCount = Self.boundsOffset + limits.count * 8
        let table = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
        for bits in 0..<72 {
            let smallest: UInt64 = bits == 0 ? 0 : 1 << UInt64(min(bits, 64) - 1)
            let first = limits.firstIndex { smallest <= $0 } ?? 0
            table.storeBytes(of: UInt8(first), toByteOffset: bits, as: UInt8.self)
        }
        table.storeBytes(of: Self.ceiling(unit), toByteOffset: Self.ceilingOffset, as: UInt64.self)
        for (index, limit) in limits.enumerated() {
            table.storeBytes(of: limit, toByteOffset: Self.boundsOffset + index * 8, as: UInt64.self)
        }
        self.table = UnsafeRawPointer(table)
    }

    /// Buckets with +Inf.
    var bucketCount: Int { self.bounds.count + 1 }
    var cellCount: Int { Self.firstBucketCell + self.bucketCount }

    /// The upper end of the range of telemetry.md section 1: 2^17 s, 2^40 bytes, and 2^40 of anything else.
    private static func ceiling(_ unit: MetricUnit) -> UInt64 {
        unit == .seconds ? (1 << 17) * 1_000_000_000 : 1 << 40
    }
}
