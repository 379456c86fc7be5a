/// The base unit of a family: a part of its name, and the `# UNIT` of OpenMetrics.
package enum MetricUnit: String, Sendable {
    /// Counted things.
    case none = ""
    /// Counters and histograms are recorded in nanoseconds and divided when rendered; gauges are set in seconds.
    case seconds
    case bytes
    /// 0 to 1.
    case ratio
}
