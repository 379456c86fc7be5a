import GatewayCore
import Telemetry
import Testing

/// What outlives a reload.
@Suite struct SharedStateTests {
    @Test func aRouteGateAdmitsItsLimitAndNotOneMore() {
        let gate = RouteGate(limit: 3, count: RouteGate.Count())
        for _ in 0..<3 { #expect(gate.enter()) }
        #expect(!gate.enter())
        gate.leave()
        #expect(gate.enter())
    }

    @Test func aReloadedGateCountsOn() {
        let old = RouteGate(limit: 5, count: RouteGate.Count())
        for _ in 0..<4 { #expect(old.enter()) }
        let new = RouteGate(limit: 5, count: old.count)
        #expect(new.enter())
        #expect(!new.enter())
        old.leave()
        #expect(new.enter())
    }

    @Test func aPolicyKeepsItsNumberWhateverItsPlace() {
        let names = NameTable()
        let shared = GatewayShared(names: names, registry: MetricRegistry(names: names), recordsTelemetry: true)
        let member = shared.policyNumber("member")
        let login = shared.policyNumber("login")
        #expect(member != login)
        #expect(shared.policyNumber("login") == login)
        #expect(shared.policyNumber("member") == member)
    }

    private func plan(health: UpstreamPlan.Health?) -> GatewayPlan {
        var plan = GatewayPlan()
        let target = UpstreamPlan.Target(address: "127.0.0.1:9", host: "127.0.0.1", port: 9)
        plan.upstreams = [UpstreamPlan(name: "u", targets: [target])]
        plan.upstreams[0].health = health
        plan.routes = [RoutePlan(name: "all", path: "/*", upstream: 0)]
        plan.routes[0].inFlight = 2
        return plan
    }

    @Test func aTargetKeepsItsHealthOverAReloadThatKeepsItsCheck() throws {
        let names = NameTable()
        let shared = GatewayShared(names: names, registry: MetricRegistry(names: names), recordsTelemetry: true)
        let health = UpstreamPlan.Health()
        let first = try CompiledPlan(self.plan(health: health), shared: shared, previous: nil)
        for _ in 0..<2 { _ = first.targets[0][0].health.checkEnded(isHealthy: false) }
        let same = try CompiledPlan(self.plan(health: health), shared: shared, previous: first)
        #expect(same.targets[0][0] === first.targets[0][0])
        #expect(!same.targets[0][0].health.isAvailable(1))
        #expect(same.gates[0]?.count === first.gates[0]?.count)
        let without = try CompiledPlan(self.plan(health: nil), shared: shared, previous: same)
        #expect(without.targets[0][0].health.isAvailable(1))
    }

    @Test func aNetworkHasNoMoreConnectionsThanItsLimit() {
        let counter = ClientConnectionCounter()
        let first = ClientKey(high: 0x2001_0DB8_0000_0001, low: 1)
        let sameNetwork = ClientKey(high: 0x2001_0DB8_0000_0001, low: 99)
        let other = ClientKey(high: 0x2001_0DB8_0000_0002, low: 1)
        #expect(counter.open(first, limit: 2))
        #expect(counter.open(sameNetwork, limit: 2))
        #expect(!counter.open(first, limit: 2))
        #expect(counter.open(other, limit: 2))
        counter.close(first)
        #expect(counter.open(sameNetwork, limit: 2))
    }
}
