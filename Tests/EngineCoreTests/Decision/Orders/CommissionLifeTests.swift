import EngineCore
import Testing

/// T9 (snapshot rules) and T14 (days) as decisions.
@Suite("The life of a commission") struct CommissionLifeTests {
    @Test("a member moved, a tier or a plan changed after placement changes nothing of an order")
    func snapshot() {
        let shop = Shop(mode: .differential, rates: #"{"1":30000,"2":50000}"#)
        let id = shop.order()
        let other = shop.bench.agent(tier: 2)
        shop.bench.set.members.update(shop.member.id) { $0.agentID = other.id }
        shop.bench.run(.setAgentTier(SetAgentTier(agentID: shop.agent.id, tier: 2)), by: shop.operations)
        shop.bench.set.plans.load(
            Plan(
                id: shop.bench.id(),
                ledgerID: 1,
                mode: .unilevel,
                rates: "[1000000]",
                capPpm: 1_000_000,
                holdDays: 0,
                validFrom: shop.bench.now
            ),
            isLocked: false
        )
        #expect(shop.move(id, to: .paid).status == 200)
        #expect(shop.commissions(id).map(\.agentID) == [shop.agent.id, shop.top.id])
        #expect(shop.accrued(id) == [29, 20] && shop.commissions(id).map(\.ratePpm) == [30_000, 20_000])
        #expect(shop.commissions(shop.order(.paid)).map(\.agentID) == [other.id])
    }

    @Test("an agent closed before capture is skipped and the share stays with the platform; a suspended one accrues")
    func closedAndSuspended() {
        let shop = Shop()
        let (first, second) = (shop.order(), shop.order())
        shop.bench.set(.suspended, of: shop.agent.id)
        #expect(shop.move(first, to: .paid).status == 200 && shop.accrued(first) == [49, 19])
        shop.bench.set(.closed, of: shop.agent.id)
        #expect(shop.move(second, to: .paid).status == 200)
        #expect(shop.commissions(second).map(\.level) == [2] && shop.accrued(second) == [19])
        #expect(Upline(of: shop.bench.set.orders[second]!).entries.count == 2)
    }

    @Test("due when the hold days of the line's plan are over after completion, not a microsecond earlier")
    func due() {
        let shop = Shop(holdDays: 29)
        // 2024-02-28T12:00:00Z: the days cross a leap day and the change to summer time, and are 24 hours each.
        shop.bench.now = 1_709_121_600 * Microseconds.second
        let id = shop.order(.completed)
        let due = shop.bench.now + 29 * 24 * 3_600 * Microseconds.second
        #expect(shop.commissions(id).map(\.dueAt) == [due, due])
        #expect(shop.bench.set.orders[id]?.completedAt == shop.bench.now)
        shop.bench.now = due - 1
        #expect(shop.release(id).rejection == .invalidTransition)
        #expect(shop.release(id, due: shop.bench.now).reply["released"] == .int(0))
        shop.bench.now = due
        #expect(shop.release(id).reply == .object(["released": .int(68), "deferred": .int(0)]))
        #expect(shop.commissions(id).allSatisfy { $0.state == .released })
        #expect(shop.bench.balance(.available, shop.agent.id) == 49 && shop.bench.balance(.held, shop.agent.id) == 0)
        #expect(shop.bench.actions == ["commission.released", "commission.released"])
        #expect(shop.release(id, due: due).reply["released"] == .int(0) && shop.bench.events.isEmpty)
    }

    @Test(
        "for a suspended agent the due time moves one day, recorded, until he is active again",
        arguments: [PrincipalStatus.suspended, .closed]
    )
    func suspended(status: PrincipalStatus) {
        let shop = Shop(holdDays: 1)
        let id = shop.order(.completed)
        shop.bench.now += Microseconds.day
        let due = shop.bench.now
        shop.bench.set(status, of: shop.agent.id)
        #expect(shop.release(id).reply == .object(["released": .int(19), "deferred": .int(1)]))
        #expect(shop.bench.actions == ["commission.deferred", "commission.released"])
        #expect(shop.commissions(id).map(\.dueAt) == [due + Microseconds.day, due])
        shop.bench.set(.active, of: shop.agent.id)
        #expect(shop.release(id, due: due).reply["released"] == .int(0))
        shop.bench.now += Microseconds.day
        #expect(shop.release(id, due: due + Microseconds.day).reply["released"] == .int(49))
    }

    @Test("only the system releases, only of completed orders")
    func whoReleases() {
        let shop = Shop()
        let id = shop.order(.fulfilled)
        #expect(shop.release(id).rejection == .invalidTransition)
        let command = Command.releaseCommissions(ReleaseCommissions(orderID: id, due: shop.bench.now))
        #expect(shop.bench.run(command, by: shop.finance).rejection == .roleForbidden)
        let unknown = ReleaseCommissions(orderID: shop.bench.id(), due: shop.bench.now)
        #expect(shop.bench.run(.releaseCommissions(unknown)).rejection == .notFound)
    }

    @Test("what was refunded before the release is not released; all of it leaves nothing to release")
    func partlyRefunded() {
        let shop = Shop(holdDays: 0)
        let (part, whole) = (shop.order(.completed), shop.order(.completed))
        #expect(shop.refund(part, 333).status == 200 && shop.refund(whole, 999).status == 200)
        #expect(shop.release(part).reply["released"] == .int(33 + 13))
        #expect(shop.release(whole).reply["released"] == .int(0))
        #expect(shop.bench.balance(.held, shop.agent.id) == 0)
    }
}
