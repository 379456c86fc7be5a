/// The metrics of a running gateway, read twice.
package struct GatewayFigures: Sendable {
    package var first: MetricsText
    package var last: MetricsText
    /// Between the two.
    package var seconds: Double

    package init(first: MetricsText, last: MetricsText, seconds: Double) {
        (self.first, self.last, self.seconds) = (first, last, seconds)
    }

    /// The last value, summed over what the labels leave open; nil when the gateway has no such metric.
    package func value(_ name: String, _ labels: [String: String] = [:]) -> Double? { self.last.sum(name, labels) }

    /// How much a counter has grown.
    package func growth(_ name: String, _ labels: [String: String] = [:]) -> Double {
        max(0, (self.last.sum(name, labels) ?? 0) - (self.first.sum(name, labels) ?? 0))
    }
}
