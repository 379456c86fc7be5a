import GatewayCore
import NIOCore

extension PlanBuilder {
    func upstream(_ name: String) -> UpstreamPlan {
        let path = "upstreams.\(name)"
        let targets = (0..<self.settings.count("\(path).targets")).map { index in
            do throws(Problem) {
                var target = try TargetText.parse(self.text("\(path).targets[\(index)].address"))
                target.weight = self.integer("\(path).targets[\(index)].weight")
                return target
            } catch {
                preconditionFailure("\(path).targets[\(index)] was accepted: \(error.what)")
            }
        }
        var upstream = UpstreamPlan(name: name, targets: targets)
        upstream.balance = UpstreamPlan.Balance(rawValue: self.text("\(path).balance")) ?? .p2c
        upstream.hashHeader = self.settings.text("\(path).hash_header")
        upstream.pool.connections = self.integer("\(path).pool.connections")
        upstream.pool.waiters = self.integer("\(path).pool.waiters")
        upstream.ejection.errors = self.integer("\(path).ejection.errors")
        upstream.ejection.time = self.time("\(path).ejection.time")
        upstream.ejection.maxShare = self.share("\(path).ejection.max_share")
        upstream.timeouts.connect = self.time("\(path).timeouts.connect")
        upstream.timeouts.firstByte = self.time("\(path).timeouts.first_byte")
        upstream.timeouts.total = self.time("\(path).timeouts.total")
        if self.settings.isPresent("\(path).health") {
            var health = UpstreamPlan.Health()
            health.path = self.text("\(path).health.path")
            health.interval = self.time("\(path).health.interval")
            upstream.health = health
        }
        upstream.retries.attempts = self.integer("\(path).retries.attempts")
        upstream.retries.budget = self.share("\(path).retries.budget")
        return upstream
    }

    func rateLimit(_ index: Int) -> RateLimitPlan {
        let path = "rate_limit.policies[\(index)]"
        var plan = RateLimitPlan(
            name: self.text("\(path).name"),
            limit: self.integer("\(path).limit"),
            per: self.time("\(path).per"),
            burst: self.integer("\(path).burst")
        )
        plan.isShadow = self.text("\(path).mode") == "shadow"
        return plan
    }

    /// The plan has its upstreams and rate limits already.
    func route(_ index: Int, _ plan: GatewayPlan) -> RoutePlan {
        let path = "routes[\(index)]"
        let upstream = self.text("\(path).upstream")
        guard let upstreamIndex = plan.upstreams.firstIndex(where: { $0.name == upstream }) else {
            preconditionFailure("\(path).upstream \(upstream) does not exist and was not reported")
        }
        var route = RoutePlan(
            name: self.text("\(path).name"),
            path: self.text("\(path).match.path"),
            upstream: upstreamIndex
        )
        route.host = self.settings.text("\(path).match.host")
        route.methods = self.settings.texts("\(path).match.methods")
        route.rateLimits = self.texts("\(path).rate_limit").compactMap { name in
            plan.rateLimits.firstIndex { $0.name == name }
        }
        route.isPrivate = self.boolean("\(path).private")
        route.passesEncodedSlash = self.text("\(path).encoded_slash") == "pass"
        route.bodyBytes = self.settings.integer("\(path).limits.body_bytes")
        route.bodyTotal = self.settings.integer("\(path).limits.body_total").map { .milliseconds(Int64($0)) }
        route.inFlight = self.settings.integer("\(path).limits.in_flight")
        route.cost = self.integer("\(path).cost")
        return route
    }
}
