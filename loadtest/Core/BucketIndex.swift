import Histogram

/// The arithmetic of HdrHistogram's buckets, which the library keeps to itself: unit 1, `2 * half` sub-buckets.
///
/// Values under `2 * half` have a bucket each; above, each doubling of the value has `half` buckets.
enum BucketIndex {
    /// Half of the sub-buckets: a power of two with room for `2 * 10^digits` values of single-unit resolution.
    static func halfMagnitude(_ digits: SignificantDigits) -> Int {
        var needed = 2
        for _ in 0..<digits.rawValue { needed *= 10 }
        return Int.bitWidth - (needed - 1).leadingZeroBitCount - 1
    }

    /// The place of a value's count.
    static func of(_ value: UInt64, digits: SignificantDigits) -> Int {
        let magnitude = Self.halfMagnitude(digits)
        let half = 1 << magnitude
        let bucket = max(0, UInt64.bitWidth - value.leadingZeroBitCount - magnitude - 1)
        return ((bucket + 1) << magnitude) + Int(value >> UInt64(bucket)) - half
    }

    /// The largest value whose count is at that place.
    static func highestValue(at index: Int, digits: SignificantDigits) -> UInt64 {
        let magnitude = Self.halfMagnitude(digits)
        let half = 1 << magnitude
        let bucket = max(0, (index >> magnitude) - 1)
        let position = index < 2 * half ? index : (index & (half - 1)) + half
        return (UInt64(position + 1) << UInt64(bucket)) - 1
    }
}
