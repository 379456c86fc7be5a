import Glibc

/// The boundaries of native histograms in schema 3: eight per power of two, upper bounds inclusive.
///
/// Bucket `i` holds values in (2^((i-1)/8), 2^(i/8)]. The bounds within one power of two are the doubles of Prometheus'
/// own table (client_golang, `nativeHistogramBounds`), so that every value falls into the bucket that Prometheus would
/// give it.
struct NativeScale {
    static let schema = 3
    static let bucketsPerDoubling = 8
    /// 2^-128, Prometheus' default: what is not above it is zero.
    ///
    /// No value of ours but 0 is that small.
    static let zeroThreshold = 0x1p-128

    private static let bounds = [
        0.5, 0.5452538663326288, 0.5946035575013605, 0.6484197773255048, 0.7071067811865475, 0.7711054127039704,
        0.8408964152537144, 0.9170040432046711,
    ]

    /// Natural units in one unit of the family: 10^9 for seconds.
    let unitsPerOne: Double
    /// The buckets that are kept (telemetry.md section 1): 2^-30 to 2^17 s, 2^-14 to 2^4 of a ratio, 2^0 to 2^40 else.
    let indices: ClosedRange<Int>

    init(_ unit: MetricUnit) {
        self.unitsPerOne = unit.naturalUnits
        switch unit {
        case .seconds: self.indices = -30 * Self.bucketsPerDoubling...17 * Self.bucketsPerDoubling
        case .ratio: self.indices = -14 * Self.bucketsPerDoubling...4 * Self.bucketsPerDoubling
        case .bytes, .none: self.indices = 0...40 * Self.bucketsPerDoubling
        }
    }

    /// The upper bound of a bucket, in the family's unit.
    static func upperBound(_ index: Int) -> Double {
        let (exponent, step) = (index >> 3, index & 7)
        return scalbn(self.bounds[step], Int32(exponent + 1))
    }

    /// The largest natural value that is not above a bound: by the rule of the double that Prometheus would observe.
    func limit(_ bound: Double) -> UInt64 {
        var limit = UInt64(max(0, bound * self.unitsPerOne))
        while Double(limit + 1) / self.unitsPerOne <= bound { limit += 1 }
        while limit > 0, Double(limit) / self.unitsPerOne > bound { limit -= 1 }
        return limit
    }
}
