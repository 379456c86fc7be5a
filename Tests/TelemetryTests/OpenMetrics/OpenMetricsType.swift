/// The metric types of OpenMetrics 1.0 and which samples each has.
enum OpenMetricsType: String {
    case unknown, gauge, counter, histogram, gaugehistogram, summary, info, stateset

    /// What a sample's name may add to its family's.
    var suffixes: [String] {
        switch self {
        case .unknown, .gauge, .stateset: [""]
        case .counter: ["_total", "_created"]
        case .histogram: ["_bucket", "_count", "_sum", "_created"]
        case .gaugehistogram: ["_bucket", "_gcount", "_gsum"]
        case .summary: ["", "_count", "_sum", "_created"]
        case .info: ["_info"]
        }
    }

    var allowsUnit: Bool { self != .info && self != .stateset }

    /// Whether a sample with this suffix may carry an exemplar.
    func allowsExemplar(_ suffix: String) -> Bool {
        switch self {
        case .counter: suffix == "_total"
        case .histogram, .gaugehistogram: suffix == "_bucket"
        default: false
        }
    }
}
