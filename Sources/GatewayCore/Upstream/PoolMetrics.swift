import Telemetry

/// The handles of one upstream's metrics on one shard, resolved when a plan is applied.
struct PoolMetrics {
    let idle: Gauge
    let used: Gauge
    let connecting: Gauge
    let pending: Gauge
    let reused: Counter
    let new: Counter
    let waitTimeout: Counter
    let connectFailures: Counter
    let connectTimeouts: Counter
    let firstByteTimeouts: Counter
    let totalTimeouts: Counter
    let budgetExhausted: Counter
    let ejectedForErrors: Counter
    let label: ConfiguredLabel
    let writer: MetricWriter

    init(_ label: ConfiguredLabel, _ writer: MetricWriter) {
        let upstream = LabelValue.configured(label)
        self.label = label
        self.writer = writer
        let connections = Families.gatewayUpstreamPoolConnections
        self.idle = writer.gauge(connections, upstream, .closed(PoolStateLabel.idle))
        self.used = writer.gauge(connections, upstream, .closed(PoolStateLabel.used))
        self.connecting = writer.gauge(connections, upstream, .closed(PoolStateLabel.connecting))
        self.pending = writer.gauge(Families.gatewayUpstreamPoolPendingRequests, upstream)
        let acquired = Families.gatewayUpstreamPoolAcquired
        self.reused = writer.counter(acquired, upstream, .closed(AcquireLabel.reused))
        self.new = writer.counter(acquired, upstream, .closed(AcquireLabel.new))
        self.waitTimeout = writer.counter(acquired, upstream, .closed(AcquireLabel.timeout))
        self.connectFailures = writer.counter(Families.gatewayUpstreamConnectFailures, upstream)
        let timeouts = Families.gatewayUpstreamTimeouts
        self.connectTimeouts = writer.counter(timeouts, upstream, .closed(UpstreamTimeoutLabel.connect))
        self.firstByteTimeouts = writer.counter(timeouts, upstream, .closed(UpstreamTimeoutLabel.firstByte))
        self.totalTimeouts = writer.counter(timeouts, upstream, .closed(UpstreamTimeoutLabel.total))
        self.budgetExhausted = writer.counter(Families.gatewayUpstreamRetryBudgetExhausted, upstream)
        self.ejectedForErrors = writer.counter(
            Families.gatewayUpstreamEjections,
            upstream,
            .closed(EjectionLabel.consecutiveErrors)
        )
    }

    /// Counts a retry under the code of the attempt that failed; resolved at its first use.
    func countRetry(_ reason: Outcome) {
        self.writer.counter(Families.gatewayUpstreamRetries, .configured(self.label), .closed(reason)).add()
    }
}
