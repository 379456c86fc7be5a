import Telemetry

/// One route on one shard: its plan, its pool and the handles of its metrics.
final class RouteRuntime {
    let plan: RoutePlan
    let pool: UpstreamPool
    let label: ConfiguredLabel
    let bodyLimit: Int
    let metrics: RouteMetrics
    let times: DeadlinePolicy.Times
    let limits: [RateLimit]
    /// The in-flight limit; nil: none.
    let gate: RouteGate?

    init(
        _ compiled: CompiledPlan,
        index: Int,
        pool: UpstreamPool,
        times: DeadlinePolicy.Times,
        writer: MetricWriter
    ) {
        let plan = compiled.plan.routes[index]
        let label = compiled.routeLabels[index]
        self.plan = plan
        self.pool = pool
        self.label = label
        self.bodyLimit = plan.bodyBytes ?? compiled.plan.server.limits.bodyBytes
        self.metrics = RouteMetrics(label, writer)
        self.times = times
        self.limits = plan.rateLimits.map { compiled.limits[$0] }
        self.gate = compiled.gates[index]
    }
}
