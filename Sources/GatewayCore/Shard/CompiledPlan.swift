import NIOCore
import Synchronization
package import Telemetry

/// A plan made ready to run: compiled routes, interned names, the shared state of targets.
///
/// Immutable, one for all shards.
package final class CompiledPlan: Sendable {
    package let plan: GatewayPlan
    package let table: RouteTable
    package let routeLabels: [ConfiguredLabel]
    package let upstreamLabels: [ConfiguredLabel]
    package let targets: [[SharedTarget]]
    package let limits: [RateLimit]
    /// Requests in flight per route, for routes with a limit; kept over reloads by the route's name.
    package let gates: [RouteGate?]

    /// `previous`: The plan that runs now; targets that stay keep their health.
    package init(_ plan: GatewayPlan, shared: GatewayShared, previous: CompiledPlan?) throws(RouteConflict) {
        self.plan = plan
        self.table = try RouteTable(routes: plan.routes)
        self.routeLabels = plan.routes.map { shared.names.intern($0.path) }
        self.upstreamLabels = plan.upstreams.map { shared.names.intern($0.name) }
        self.targets = plan.upstreams.map { upstream in
            upstream.targets.map { target in
                if let kept = previous?.target(of: upstream.name, address: target.address) {
                    // What another check has found, or one that is no longer made, says nothing about this plan.
                    if upstream.health != previous?.health(of: upstream.name) { kept.health.forgetChecks() }
                    return kept
                }
                return SharedTarget(target, label: shared.names.intern(target.address))
            }
        }
        self.limits = plan.rateLimits.map { limit in
            RateLimit(
                limit,
                label: shared.names.intern(limit.name),
                number: shared.policyNumber(limit.name),
                salt: shared.salt
            )
        }
        self.gates = plan.routes.map { route in
            guard let limit = route.inFlight else { return nil }
            return RouteGate(limit: limit, count: previous?.gate(of: route.name)?.count ?? RouteGate.Count())
        }
    }

    private func gate(of route: String) -> RouteGate? {
        self.plan.routes.firstIndex { $0.name == route }.flatMap { self.gates[$0] }
    }

    private func health(of upstream: String) -> UpstreamPlan.Health? {
        self.plan.upstreams.first { $0.name == upstream }?.health
    }

    private func target(of upstream: String, address: String) -> SharedTarget? {
        guard let index = self.plan.upstreams.firstIndex(where: { $0.name == upstream }) else { return nil }
        return self.targets[index].first { $0.health.address == address }
    }
}
