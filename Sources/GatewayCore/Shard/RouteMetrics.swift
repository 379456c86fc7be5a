import Telemetry

/// The metrics of one route label on one shard.
///
/// `_unmatched` has one too.
final class RouteMetrics {
    /// Body sizes of one method.
    private struct Sizes {
        let request: Histogram
        let response: Histogram
    }

    private let label: ConfiguredLabel
    private let writer: MetricWriter
    private var durations = HistogramCache()
    /// By method.
    private var sizes: [Sizes?]
    /// By `Who`, in the order of its cases; created at 0, so that `rate()` sees the first failure.
    private let whoCounters: [Counter]

    init(_ label: ConfiguredLabel, _ writer: MetricWriter) {
        self.label = label
        self.writer = writer
        self.sizes = Array(repeating: nil, count: MethodLabel.allCases.count)
        self.whoCounters = Who.allCases.map {
            writer.counter(Families.gatewayRouteRequests, .configured(label), .closed($0))
        }
    }

    /// What one finished request books: its own type, because passing the exchange would copy all of it.
    struct Booking {
        let method: MethodLabel
        /// 10 or 11; 0 when no head was read.
        let version: UInt8
        let status: Int
        let outcome: Outcome
        /// Nanoseconds.
        let duration: UInt64
        /// Of the bodies.
        let requestBytes: UInt64
        let responseBytes: UInt64
    }

    /// Books one finished request.
    /// - Returns: Where its duration was recorded.
    func record(_ booking: Booking) -> Histogram {
        let key = HistogramCache.key(
            method: booking.method.rawValue,
            version: booking.version,
            status: booking.status,
            outcome: booking.outcome.rawValue
        )
        let histogram = self.durations.histogram(key) { self.makeDuration(booking) }
        histogram.record(booking.duration)
        self.whoCounters[Self.index(booking.outcome.who)].add()
        let slot = Int(booking.method.rawValue)
        if self.sizes[slot] == nil { self.makeSizes(slot, booking.method) }
        if let sizes = self.sizes[slot] {
            sizes.request.record(booking.requestBytes)
            sizes.response.record(booking.responseBytes)
        }
        return histogram
    }

    @inline(never)
    private func makeDuration(_ booking: Booking) -> Histogram {
        self.writer.histogram(
            Families.httpServerRequestDuration,
            .configured(self.label),
            .closed(booking.method),
            .status(booking.status),
            .closed(SchemeLabel.http),
            .closed(booking.version == 11 ? ProtocolVersionLabel.http11 : booking.version == 10 ? .http10 : .other),
            booking.outcome == .success ? .none : .closed(booking.outcome)
        )
    }

    @inline(never)
    private func makeSizes(_ slot: Int, _ method: MethodLabel) {
        let name = LabelValue.configured(self.label)
        self.sizes[slot] = Sizes(
            request: self.writer.histogram(Families.httpServerRequestBodySize, name, .closed(method)),
            response: self.writer.histogram(Families.httpServerResponseBodySize, name, .closed(method))
        )
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
