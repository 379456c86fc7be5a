import Telemetry

/// One target as one shard uses it: its idle connections and what is running there.
final class PoolTarget {
    let shared: SharedTarget
    let weight: Int
    /// Latest released last: the warmest connection is used first.
    var idle: [UpstreamConnection] = []
    var activeCount = 0
    /// Removed by a reload: connections are closed instead of pooled.
    var isRetired = false
    let okCounter: Counter
    let errorCounter: Counter
    /// The address as the Host of an HTTP/1.0 request that has none.
    let hostBytes: [UInt8]

    init(_ shared: SharedTarget, weight: Int, upstream: ConfiguredLabel, metrics: MetricWriter) {
        self.shared = shared
        self.weight = weight
        self.hostBytes = Array(shared.health.address.utf8)
        let family = Families.gatewayUpstreamTargetRequests
        self.okCounter = metrics.counter(
            family,
            .configured(upstream),
            .configured(shared.label),
            .closed(ResultLabel.ok)
        )
        self.errorCounter = metrics.counter(
            family,
            .configured(upstream),
            .configured(shared.label),
            .closed(ResultLabel.error)
        )
    }
}
