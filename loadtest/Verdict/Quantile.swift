/// What of a histogram an objective names.
package enum Quantile: String, CaseIterable, Sendable {
    case p50, p90, p95, p99
    case p999 = "p99.9"
    case p9999 = "p99.99"
    case max, mean

    /// 0 to 100; nil for the mean.
    package var percentile: Double? {
        switch self {
        case .p50: 50
        case .p90: 90
        case .p95: 95
        case .p99: 99
        case .p999: 99.9
        case .p9999: 99.99
        case .max: 100
        case .mean: nil
        }
    }

    /// Fewer samples than `10 / (1 - q)` say nothing about the quantile.
    package var neededSamples: Int {
        switch self {
        case .p50: 20
        case .p90: 100
        case .p95: 200
        case .p99: 1_000
        case .p999: 10_000
        case .p9999: 100_000
        case .max, .mean: 1
        }
    }

    /// - Returns: Nanoseconds; nil without a value.
    package func nanoseconds(of histogram: LatencyHistogram) -> Double? {
        guard let percentile = self.percentile else { return histogram.meanNanoseconds }
        return histogram.nanoseconds(at: percentile)
    }
}
