import NIOCore
import Synchronization
package import Telemetry

/// A plan made ready to run: compiled routes, interned names, the shared state of targets. Immutable, one for all shards.
package final class CompiledPlan: Sendable {
    /// A rate limit ready to decide.
    package struct Limit: Sendable {
        package var rule: GCRA
        package var label: ConfiguredLabel
        package var isShadow: Bool
        /// Mixed with the client's address.
        package var salt: UInt64
        /// The value of `RateLimit-Policy`: `"name";q=limit;w=seconds`.
        package var policyText: [UInt8]
        /// The name as a quoted string.
        package var nameText: [UInt8]
    }

    package let plan: GatewayPlan
    package let table: RouteTable
    package let routeLabels: [ConfiguredLabel]
    package let upstreamLabels: [ConfiguredLabel]
    package let targets: [[SharedTarget]]
    package let limits: [Limit]

    /// - Parameter previous: The plan that runs now; targets that stay keep their health.
    package init(_ plan: GatewayPlan, shared: GatewayShared, previous: CompiledPlan?) throws(RouteConflict) {
        self.plan = plan
        self.table = try RouteTable(routes: plan.routes)
        self.routeLabels = plan.routes.map { shared.names.intern($0.path) }
        self.upstreamLabels = plan.upstreams.map { shared.names.intern($0.name) }
        self.targets = plan.upstreams.map { upstream in
            upstream.targets.map { target in
                if let kept = previous?.target(of: upstream.name, address: target.address) { return kept }
                return SharedTarget(target, label: shared.names.intern(target.address))
            }
        }
        self.limits = plan.rateLimits.map { limit in
            let seconds = max(limit.per.nanoseconds / 1_000_000_000, 1)
            let rule = GCRA(limit: limit.limit, per: UInt64(limit.per.nanoseconds), burst: limit.burst)
            return Limit(
                rule: rule,
                label: shared.names.intern(limit.name),
                isShadow: limit.isShadow,
                salt: shared.salt ^ FNV1a.hash(limit.name.utf8),
                policyText: Array("\"\(limit.name)\";q=\(limit.limit);w=\(seconds)".utf8),
                nameText: Array("\"\(limit.name)\"".utf8)
            )
        }
    }

    private func target(of upstream: String, address: String) -> SharedTarget? {
        guard let index = self.plan.upstreams.firstIndex(where: { $0.name == upstream }) else { return nil }
        return self.targets[index].first { $0.health.address == address }
    }
}
