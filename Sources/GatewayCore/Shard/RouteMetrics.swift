import Telemetry

/// The metrics of one route label on one shard.
///
/// `_unmatched` has one too.
final class RouteMetrics {
    private let label: ConfiguredLabel
    private let writer: MetricWriter
    private var durations = HistogramCache()
    private var requestSizes: [Histogram?]
    private var responseSizes: [Histogram?]
    /// By `Who`, in the order of its cases; created at 0, so that `rate()` sees the first failure.
    private let whoCounters: [Counter]

    init(_ label: ConfiguredLabel, _ writer: MetricWriter) {
        self.label = label
        self.writer = writer
        self.requestSizes = Array(repeating: nil, count: MethodLabel.allCases.count)
        self.responseSizes = self.requestSizes
        self.whoCounters = Who.allCases.map {
            writer.counter(Families.gatewayRouteRequests, .configured(label), .closed($0))
        }
    }

    /// Books one finished request.
    /// - Returns: Where its duration was recorded.
    @discardableResult
    func record(_ exchange: borrowing Exchange, method: MethodLabel, version: UInt8, duration: UInt64) -> Histogram {
        let status = Int(exchange.status)
        let outcome = exchange.outcome
        let key = HistogramCache.key(
            method: method.rawValue,
            version: version,
            status: status,
            outcome: outcome.rawValue
        )
        let histogram = self.durations.histogram(key) {
            self.writer.histogram(
                Families.httpServerRequestDuration,
                .configured(self.label),
                .closed(method),
                .status(status),
                .closed(SchemeLabel.http),
                .closed(version == 11 ? ProtocolVersionLabel.http11 : version == 10 ? .http10 : .other),
                outcome == .success ? .none : .closed(outcome)
            )
        }
        histogram.record(duration)
        self.whoCounters[Self.index(outcome.who)].add()
        let slot = Int(method.rawValue)
        self.sizes(&self.requestSizes, slot, method, Families.httpServerRequestBodySize).record(
            exchange.requestBodyBytes
        )
        self.sizes(&self.responseSizes, slot, method, Families.httpServerResponseBodySize)
            .record(exchange.responseBodyBytes)
        return histogram
    }

    private func sizes(
        _ handles: inout [Histogram?],
        _ slot: Int,
        _ method: MethodLabel,
        _ family: HistogramFamily
    ) -> Histogram {
        if let handle = handles[slot] { return handle }
        let handle = self.writer.histogram(family, .configured(self.label), .closed(method))
        handles[slot] = handle
        return handle
    }

    @inline(__always)
    private static func index(_ who: Who) -> Int {
        switch who {
        case .none: 0
        case .client: 1
        case .gateway: 2
        case .upstream: 3
        case .engine: 4
        case .database: 5
        case .cache: 6
        }
    }
}
