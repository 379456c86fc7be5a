import Telemetry

/// One route on one shard: its plan, its pool and the handles of its metrics.
final class RouteRuntime {
    let plan: RoutePlan
    let pool: UpstreamPool
    let label: ConfiguredLabel
    let bodyLimit: Int
    let metrics: RouteMetrics
    let times: DeadlinePolicy.Times
    /// Requests of this route in flight on this shard.
    var inFlight = 0
    /// This shard's part of the route's in-flight limit.
    let inFlightLimit: Int

    init(
        _ plan: RoutePlan,
        pool: UpstreamPool,
        label: ConfiguredLabel,
        server: ServerPlan,
        times: DeadlinePolicy.Times,
        writer: MetricWriter
    ) {
        self.plan = plan
        self.pool = pool
        self.label = label
        self.bodyLimit = plan.bodyBytes ?? server.limits.bodyBytes
        self.metrics = RouteMetrics(label, writer)
        self.times = times
        self.inFlightLimit = plan.inFlight.map { max(($0 + server.shards - 1) / server.shards, 1) } ?? Int.max
    }
}
