import NIOCore
import Telemetry

/// A plan on one shard: its routes with their metric handles, its pools.
struct ShardPlan {
    let compiled: CompiledPlan
    private(set) var routes: [RouteRuntime] = []
    private(set) var pools: [UpstreamPool] = []
    /// Metrics of requests that matched no route.
    let unmatched: RouteMetrics
    /// Of request heads, for connections accepted from here on.
    let messageLimits: MessageLimits
    /// The deadlines of the server, for requests without a route.
    let times: DeadlinePolicy.Times

    /// Pools of upstreams that stay are kept with their connections; the others are closed as they come free.
    init(_ compiled: CompiledPlan, shard: Shard, previous: ShardPlan?) {
        let writer = shard.metrics.writer
        let server = compiled.plan.server
        self.compiled = compiled
        self.times = Self.times(server)
        self.messageLimits = MessageLimits(
            headBytes: server.limits.headBytes,
            headerCount: server.limits.headerCount,
            fieldBytes: server.limits.fieldBytes,
            targetBytes: server.limits.targetBytes
        )
        self.unmatched = previous?.unmatched ?? RouteMetrics(NameTable.unmatched, writer)
        for (index, plan) in compiled.plan.upstreams.enumerated() {
            let label = compiled.upstreamLabels[index]
            if let kept = previous?.pools.first(where: { $0.plan.name == plan.name }) {
                kept.update(plan, targets: compiled.targets[index])
                self.pools.append(kept)
            } else {
                self.pools.append(UpstreamPool(plan, targets: compiled.targets[index], label: label, shard: shard))
            }
        }
        for pool in previous?.pools ?? [] where !self.pools.contains(where: { $0 === pool }) { pool.retireAll() }
        for (index, plan) in compiled.plan.routes.enumerated() {
            let pool = self.pools[plan.upstream]
            self.routes.append(
                RouteRuntime(
                    compiled,
                    index: index,
                    pool: pool,
                    times: Self.times(server, route: plan, upstream: pool.plan),
                    writer: writer
                )
            )
        }
    }

    private static func times(_ server: ServerPlan) -> DeadlinePolicy.Times {
        var times = DeadlinePolicy.Times()
        times.head = UInt64(server.timeouts.head.nanoseconds)
        times.idle = UInt64(server.timeouts.idle.nanoseconds)
        times.bodyIdle = UInt64(server.timeouts.bodyIdle.nanoseconds)
        times.bodyTotal = UInt64(server.timeouts.bodyTotal.nanoseconds)
        times.writeStall = UInt64(server.timeouts.writeStall.nanoseconds)
        return times
    }

    private static func times(
        _ server: ServerPlan,
        route: RoutePlan,
        upstream: UpstreamPlan
    ) -> DeadlinePolicy.Times {
        var times = Self.times(server)
        if let total = route.bodyTotal { times.bodyTotal = UInt64(total.nanoseconds) }
        // Waiting for a connection is part of getting one: the same limit.
        times.queue = UInt64(upstream.timeouts.connect.nanoseconds)
        times.firstByte = UInt64(upstream.timeouts.firstByte.nanoseconds)
        times.total = UInt64(upstream.timeouts.total.nanoseconds)
        return times
    }
}
