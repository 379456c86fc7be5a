/// The base unit of a family: a part of its name, and the `# UNIT` of OpenMetrics.
package enum MetricUnit: String, Sendable {
    /// Counted things.
    case none = ""
    /// Counters and histograms are recorded in nanoseconds and divided when rendered; gauges are set in seconds.
    case seconds
    case bytes
    /// 0 to 1; histograms are recorded in billionths.
    case ratio

    /// How many of what is recorded make one.
    var naturalUnits: Double { self.isInBillionths ? 1e9 : 1 }

    /// Whether sums are divided by 10^9 when they are rendered.
    var isInBillionths: Bool { self == .seconds || self == .ratio }
}
