/// How long to wait after failures in a row: 500 ms doubling to 30 s, with full jitter.
///
/// ```
/// failures   1        2       3       4       5       6        7 and more
/// up to      0.5 s    1 s     2 s     4 s     8 s     16 s     30 s
/// ```
enum BulkBackoff {
    private static let first: UInt64 = 500_000_000
    private static let longest: UInt64 = 30_000_000_000

    static func delay(failures: Int, using generator: inout some RandomNumberGenerator) -> UInt64 {
        let limit = failures > 7 ? Self.longest : min(Self.first << UInt64(max(failures, 1) - 1), Self.longest)
        return UInt64.random(in: 0...limit, using: &generator)
    }
}
