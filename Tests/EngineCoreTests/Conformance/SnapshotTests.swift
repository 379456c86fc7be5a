import EngineCore
import Testing

/// T9: what changes after an order was placed does not change who earns on it, and how much.
@Suite struct SnapshotTests {
    @Test(arguments: ConformanceTarget.allCases)
    func aMoveAnotherTierAndAnotherPlanTouchFutureOrdersOnly(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(50_000, to: shop.member, external: "e1")
        let stranger = try bench.agent("stranger", tier: 3, by: shop.operations)
        let order = try bench.place([(shop.product, 1)], total: 999, by: shop.member)

        bench.now += 1_000_000
        let move = ProposeMemberMove(memberID: shop.member.id, agentID: stranger.id)
        let other = try bench.admin("operations2", .operations)
        try bench.approve(try bench.done(.proposeMemberMove(move), by: shop.operations), by: other)
        try bench.done(.setAgentTier(SetAgentTier(agentID: shop.child.id, tier: 9)), by: shop.operations)
        let plan = ProposePlan(
            ledgerID: 1,
            mode: .differential,
            rates: .object(["3": .int(100_000)]),
            capPpm: 100_000,
            holdDays: 0
        )
        try bench.plan(plan, by: shop.root, and: shop.finance)

        try bench.done(.payOrder(PayOrder(orderID: order)), by: shop.member)
        let first = try bench.database.rows(Commission.self).filter { $0.orderID == order }
        #expect(first.map(\.agentID) == [shop.child.id, shop.parent.id])
        #expect(first.map(\.accrued) == [49, 19])

        let second = try shop.paidOrder()
        let later = try bench.database.rows(Commission.self).filter { $0.orderID == second }
        #expect(later.map(\.agentID) == [stranger.id])
        #expect(later.map(\.accrued) == [99])
    }

    @Test(arguments: ConformanceTarget.allCases)
    func anAgentClosedBeforeTheCaptureIsSkipped(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(50_000, to: shop.member, external: "e1")
        let order = try bench.place([(shop.product, 1)], total: 999, by: shop.member)
        let suspend = SuspendPrincipal(principalID: shop.child.id, reason: "fraud")
        try bench.done(.suspendPrincipal(suspend), by: shop.operations)
        try bench.done(.closePrincipal(ClosePrincipal(principalID: shop.child.id)), by: shop.operations)
        try bench.done(.payOrder(PayOrder(orderID: order)), by: shop.member)
        let commissions = try bench.database.rows(Commission.self).filter { $0.orderID == order }
        #expect(commissions.map(\.agentID) == [shop.parent.id])
        #expect(commissions.map(\.level) == [2])
        #expect(try bench.account(.commission)?.balance == -19)
    }

    @Test(arguments: ConformanceTarget.allCases)
    func aSuspendedAgentEarnsAndIsPaidADayLater(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(50_000, to: shop.member, external: "e1")
        let order = try bench.place([(shop.product, 1)], total: 999, by: shop.member)
        let suspend = SuspendPrincipal(principalID: shop.child.id, reason: "check")
        try bench.done(.suspendPrincipal(suspend), by: shop.operations)
        try bench.done(.payOrder(PayOrder(orderID: order)), by: shop.member)
        #expect(try bench.account(.held, shop.child.id)?.balance == 49)
        try shop.completeAndRelease(order)
        #expect(try bench.account(.held, shop.child.id)?.balance == 49)
        #expect(try bench.account(.available, shop.parent.id)?.balance == 19)
        let waiting = try #require(try bench.database.rows(Commission.self).first { $0.agentID == shop.child.id })
        #expect(waiting.dueAt == bench.now + 86_400_000_000)

        let reinstate = ReinstatePrincipal(principalID: shop.child.id)
        try bench.done(.reinstatePrincipal(reinstate), by: shop.operations)
        bench.now += 86_400_000_000
        let release = ReleaseCommissions(orderID: order, due: bench.now)
        #expect(try bench.done(.releaseCommissions(release))["released"]?.int == 49)
        #expect(try bench.account(.available, shop.child.id)?.balance == 49)
    }
}
