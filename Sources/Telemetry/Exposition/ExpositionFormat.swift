/// The format of a scrape's answer.
///
/// Which one a client gets: ``negotiate(accept:)``.
package enum ExpositionFormat: Sendable, CaseIterable {
    /// Prometheus text 0.0.4, which is also the answer to 1.0.0.
    case text004
    /// OpenMetrics 1.0.0, which is also the answer to 0.0.1.
    case openMetrics100
    /// OpenMetrics 2.0 (rc0): native histograms and start timestamps as text.
    case openMetrics200
    /// `io.prometheus.client.MetricFamily` messages, each after its length.
    case protobuf

    /// The label under which scrapes are counted.
    package var label: ExpositionFormatLabel {
        switch self {
        case .text004: .text
        case .openMetrics100: .openmetrics1
        case .openMetrics200: .openmetrics2
        case .protobuf: .protobuf
        }
    }
}
