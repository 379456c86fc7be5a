import Telemetry

extension ExchangeHandler {
    /// Asks the route's rate limits in order; the tightest one is reported to the client.
    /// - Returns: The time when they were asked; nil when the request was denied, and is answered.
    func passRateLimits(_ route: RouteRuntime) -> UInt64? {
        if route.limits.isEmpty { return MonotonicClock.now() }
        let now = MonotonicClock.now()
        self.exchange.clock.enter(.ratelimit, now)
        var end = now
        let network = self.exchange.client.network
        for limit in route.limits {
            let key = Self.key(limit.salt, network)
            let decision = self.shard.shared.rateLimits.decide(
                limit.rule,
                policy: limit.number,
                key: key,
                now: now,
                cost: UInt64(route.plan.cost)
            )
            if self.exchange.limit == nil || decision.left < self.exchange.limitLeft || !decision.isAllowed {
                self.exchange.limit = limit
                self.exchange.limitLeft = decision.left
                self.exchange.limitUntilFull = decision.untilFull
                self.exchange.isLimitDenied = !decision.isAllowed
            }
            end = MonotonicClock.now()
            self.shard.rateLimited(
                limit.label,
                decision.isAllowed ? .allow : limit.isShadow ? .shadowDeny : .deny,
                end &- now
            )
            if !decision.isAllowed, !limit.isShadow {
                let seconds = max((decision.retryAfter + 999_999_999) / 1_000_000_000, 1)
                self.answer(
                    .clientRateLimited,
                    detail: "The limit of this route is reached; try again after the time in Retry-After.",
                    retryAfter: Int(seconds)
                )
                return nil
            }
        }
        return end
    }

    /// Mixes policy and client so that keys spread over the table.
    private static func key(_ salt: UInt64, _ network: ClientKey) -> UInt64 {
        var source = RandomSource(seed: salt ^ network.high)
        var second = RandomSource(seed: source.next() ^ network.low)
        return second.next()
    }
}
