/// One row of the time series: counts of the interval, and latencies in microseconds.
package struct SeriesRow: Sendable, Equatable {
    package static let columns = [
        "t_s", "planned", "sent", "ok", "failed", "dropped", "in_flight", "response_p50_us", "response_p99_us",
        "response_p999_us", "service_p50_us", "service_p99_us",
    ]

    /// In the order of `columns`; nil where an interval has no value.
    package var values: [Double?]

    /// - Parameters:
    ///   - start: Seconds since the run's origin.
    ///   - window: What happened in the interval.
    package init(start: Int, _ window: ProgressWindow) {
        func microseconds(_ histogram: LatencyHistogram, _ percentile: Double) -> Double? {
            histogram.nanoseconds(at: percentile).map { $0 / 1e3 }
        }
        self.values = [start, window.planned, window.sent, window.ok, window.failed, window.dropped, window.inFlight]
            .map { Double($0) }
        self.values += [
            microseconds(window.response, 50), microseconds(window.response, 99), microseconds(window.response, 99.9),
            microseconds(window.service, 50), microseconds(window.service, 99),
        ]
    }
}
