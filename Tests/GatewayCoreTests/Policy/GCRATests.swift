import GatewayCore
import Testing

@Suite struct GCRATests {
    private let second: UInt64 = 1_000_000_000

    @Test func theBurstIsAdmittedAndOneMoreIsNot() {
        let rule = GCRA(limit: 10, per: self.second, burst: 5)
        var arrival: UInt64 = 0
        let now = 100 * self.second
        for index in 0..<5 {
            let decision = rule.decide(arrival: arrival, now: now)
            #expect(decision.isAllowed)
            #expect(decision.left == UInt64(4 - index))
            arrival = decision.arrival
        }
        let denied = rule.decide(arrival: arrival, now: now)
        #expect(!denied.isAllowed)
        #expect(denied.left == 0)
        #expect(denied.retryAfter == self.second / 10)
        #expect(rule.decide(arrival: arrival, now: now + denied.retryAfter).isAllowed)
        #expect(!rule.decide(arrival: arrival, now: now + denied.retryAfter - 1).isAllowed)
    }

    @Test func overTenSecondsTheLimitHoldsExactly() {
        let rule = GCRA(limit: 100, per: self.second, burst: 20)
        var arrival: UInt64 = 0
        var admitted = 0
        for step in 0..<100_000 {
            let decision = rule.decide(arrival: arrival, now: self.second + UInt64(step) * 100_000)
            if decision.isAllowed {
                admitted += 1
                arrival = decision.arrival
            }
        }
        #expect(admitted == 1_019)
    }

    @Test func aClockSetBackWaitsAtMostOneRoom() {
        let rule = GCRA(limit: 1, per: self.second, burst: 3)
        let decision = rule.decide(arrival: 1_000 * self.second, now: self.second)
        #expect(!decision.isAllowed)
        #expect(decision.retryAfter <= 3 * self.second)
    }

    @Test func costCountsAsThatManyRequests() {
        let rule = GCRA(limit: 10, per: self.second, burst: 10)
        let first = rule.decide(arrival: 0, now: self.second, cost: 8)
        #expect(first.isAllowed)
        #expect(first.left == 2)
        #expect(!rule.decide(arrival: first.arrival, now: self.second, cost: 3).isAllowed)
    }
}
