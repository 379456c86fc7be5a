import EngineCore
import Testing

/// T14: what depends on time, with a clock of the test's own.
@Suite struct ClockTests {
    private static let hour: Int64 = 3_600_000_000
    private static let day: Int64 = 24 * hour

    @Test(arguments: ConformanceTarget.allCases)
    func aHoldCanBePaidUntilItsLastMicrosecond(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(5_000, to: shop.member, external: "e1")
        let placed = bench.now
        let first = try bench.place([(shop.product, 1)], total: 999, by: shop.member)
        let second = try bench.place([(shop.product, 1)], total: 999, by: shop.member)
        let hold = try #require(try bench.database.order(second)?.holdSeq)
        let expire = Command.expireOrder(ExpireOrder(orderID: second, holdSeq: hold))

        bench.now = placed + 15 * 60_000_000 - 1
        try bench.done(.payOrder(PayOrder(orderID: first)), by: shop.member)
        // Too early, under the job's own key: the key stays free for the time when it is due.
        let early = try bench.run(bench.request(expire, key: "expire:\(hold)"))
        #expect(early.code == Rejection.Code.invalidTransition.rawValue)

        bench.now += 1
        try bench.refused(.holdExpired, .payOrder(PayOrder(orderID: second)), by: shop.member)
        let inTime = try bench.run(bench.request(expire, key: "expire:\(hold)"))
        #expect(inTime.status == 200)
        #expect(try bench.available(.wallet, of: shop.member) == 4_001)
        try bench.refused(.holdExpired, .payOrder(PayOrder(orderID: second)), by: shop.member)
    }

    @Test(arguments: ConformanceTarget.allCases)
    func commissionsAreReleasedWhenTheirDaysAreOverAndNotBefore(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(5_000, to: shop.member, external: "e1")
        let order = try shop.paidOrder()
        try bench.done(.fulfilOrder(FulfilOrder(orderID: order)), by: shop.operations)
        try bench.done(.deliverOrder(DeliverOrder(orderID: order)), by: shop.operations)
        try bench.done(.completeOrder(CompleteOrder(orderID: order)), by: shop.member)
        let due = bench.now + 7 * Self.day
        let release = Command.releaseCommissions(ReleaseCommissions(orderID: order, due: due))
        bench.now = due - 1
        let early = try bench.run(bench.request(release, key: "release:\(order):\(due)"))
        #expect(early.code == Rejection.Code.invalidTransition.rawValue)
        bench.now = due
        let inTime = try bench.run(bench.request(release, key: "release:\(order):\(due)"))
        #expect(inTime.status == 200)
        #expect(try bench.account(.available, shop.child.id)?.balance == 49)
    }

    /// Days of 23 and 25 hours and a 29 February: periods follow each other without gap or overlap.
    @Test(arguments: ConformanceTarget.allCases)
    func periodsOfDaysOfAnyLengthFollowEachOther(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        // Midnight in Berlin, UTC seconds: 28 to 30 March 2026 (23 h), 24 to 26 October 2026 (25 h), 29 February 2028.
        let days: [[Int64]] = [
            [1_774_652_400, 1_774_738_800, 1_774_821_600], [1_792_792_800, 1_792_879_200, 1_792_969_200],
            [1_835_305_200, 1_835_391_600, 1_835_478_000],
        ]
        #expect(days.map { $0[2] - $0[1] } == [82_800, 90_000, 86_400])
        for bounds in days.map({ $0.map { $0 * 1_000_000 } }) {
            for (start, end) in zip(bounds, bounds.dropFirst()) {
                try bench.done(.openPeriod(OpenPeriod(ledgerID: 1, startsAt: start, endsAt: end)))
            }
            // One that begins an hour before the other ends, as a day of 24 hours would.
            let overlap = OpenPeriod(ledgerID: 1, startsAt: bounds[2] - Self.hour, endsAt: bounds[2] + Self.day)
            try bench.refused(.periodClosed, .openPeriod(overlap))
        }
        #expect(try bench.database.rows(Period.self).count == 6)
    }

    @Test(arguments: ConformanceTarget.allCases)
    func aPeriodClosesFromItsEndOn(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let open = OpenPeriod(ledgerID: 1, startsAt: bench.now, endsAt: bench.now + Self.day)
        let period = try #require(try bench.done(.openPeriod(open))["id"]?.id)
        let propose = Command.proposePeriodClose(ProposePeriodClose(periodID: period))
        bench.now += Self.day - 1
        try bench.refused(.invalidTransition, propose, by: shop.finance)
        bench.now += 1
        try bench.approve(try bench.done(propose, by: shop.finance), by: shop.otherFinance)
        #expect(try bench.database.rows(Period.self).first { $0.id == period }?.state == .closing)
    }

    @Test(arguments: ConformanceTarget.allCases)
    func anApprovalLastsADay(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let adjust = ProposeAdjustment(
            from: AccountRef(ledgerID: 1, kind: .suspense),
            to: AccountRef(ledgerID: 1, kind: .revenue),
            amount: 5,
            reason: "found"
        )
        let proposal = try bench.done(.proposeAdjustment(adjust), by: shop.finance)
        let id = try #require(proposal["id"]?.id)
        let row = try #require(try bench.database.rows(Approval.self).first { $0.id == id })
        bench.now += Self.day
        let approve = ApproveAction(approvalID: id, action: row.action, payload: row.payload)
        try bench.refused(.invalidTransition, .approveAction(approve), by: shop.otherFinance)
        try bench.done(.expireApproval(ExpireApproval(approvalID: id)))
        #expect(try bench.database.rows(Approval.self).first { $0.id == id }?.state == .expired)
    }
}
