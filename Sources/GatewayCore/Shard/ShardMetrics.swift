import Telemetry

/// The metrics of one shard that do not depend on a route or upstream, resolved when the shard is made.
final class ShardMetrics {
    let writer: MetricWriter
    let phases: [Histogram]
    let activeRequests: [Gauge]
    let activeConnections: Gauge
    let idleConnections: Gauge
    let openedConnections: Counter
    private let closedConnections: [Counter]
    private let rejections: [Counter?]
    let loopLag: Histogram
    let handoff: Histogram
    let rateLimits: RateLimitMetrics

    init(_ writer: MetricWriter, loop: Int) {
        self.writer = writer
        self.phases = Phase.allCases.map { writer.histogram(Families.gatewayRequestPhaseDuration, .closed($0)) }
        self.activeRequests = MethodLabel.allCases.map {
            writer.gauge(Families.httpServerActiveRequests, .closed($0), .closed(SchemeLabel.http))
        }
        self.activeConnections = writer.gauge(Families.gatewayConnections, .closed(ConnectionStateLabel.active))
        self.idleConnections = writer.gauge(Families.gatewayConnections, .closed(ConnectionStateLabel.idle))
        self.openedConnections = writer.counter(Families.gatewayConnectionsOpened)
        self.closedConnections = ConnectionCloseLabel.allCases.map {
            writer.counter(Families.gatewayConnectionsClosed, .closed($0))
        }
        self.rejections = Outcome.allCases.map { outcome in
            let isRejection = outcome.who == .client || outcome.who == .gateway
            guard isRejection, outcome.labelText.hasPrefix("client_") || outcome.labelText.hasPrefix("gateway_") else {
                return nil
            }
            return writer.counter(Families.gatewayRequestsRejected, .closed(outcome))
        }
        self.rateLimits = RateLimitMetrics(writer)
        self.handoff = writer.histogram(Families.logPipelineHandoff)
        self.loopLag = writer.histogram(Families.nioEventloopLag, .index(loop))
    }

    func connectionClosed(_ reason: ConnectionCloseLabel) {
        let index = ConnectionCloseLabel.allCases.firstIndex(of: reason) ?? 0
        self.closedConnections[index].add()
    }

    /// Makes the histogram of a pool's attempts that ended so.
    @inline(never)
    func attemptDuration(
        _ pool: ConfiguredLabel,
        _ method: MethodLabel,
        status: Int,
        _ outcome: Outcome
    ) -> Histogram {
        self.writer.histogram(
            Families.httpClientRequestDuration,
            .configured(pool),
            .closed(method),
            status == 0 ? .none : .status(status),
            outcome == .success ? .none : .closed(outcome)
        )
    }

    /// Counts a request that neither an upstream nor the engine answered.
    func rejected(_ outcome: Outcome) { self.rejections[Int(outcome.rawValue)]?.add() }
}
