import EngineCore
import Testing

/// T1 at the engine's interface: from registration to payout, every ledger in balance at each step.
@Suite struct TransactionFlowTests {
    private static let day: Int64 = 86_400_000_000

    @Test(arguments: ConformanceTarget.allCases)
    func fromRegistrationToPayout(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.expectBalance()
        try bench.deposit(10_000, to: shop.member, external: "e1")
        try bench.expectBalance()
        #expect(try bench.available(.wallet, of: shop.member) == 10_000)

        let order = try bench.place([(shop.product, 1)], total: 999, by: shop.member)
        try bench.expectBalance()
        #expect(try bench.available(.wallet, of: shop.member) == 9_001)
        #expect(try bench.account(.wallet, shop.member.id)?.balance == 10_000)

        try bench.done(.payOrder(PayOrder(orderID: order)), by: shop.member)
        try bench.expectBalance()
        #expect(try bench.account(.revenue)?.balance == 999)
        #expect(try bench.available(.held, of: shop.child) == 49)
        #expect(try bench.available(.held, of: shop.parent) == 19)

        try bench.done(.fulfilOrder(FulfilOrder(orderID: order)), by: shop.operations)
        try bench.done(.deliverOrder(DeliverOrder(orderID: order)), by: shop.operations)
        try bench.done(.completeOrder(CompleteOrder(orderID: order)), by: shop.member)
        try bench.expectBalance()

        let due = bench.now + 7 * Self.day
        bench.now = due
        let release = ReleaseCommissions(orderID: order, due: due)
        #expect(try bench.done(.releaseCommissions(release))["released"]?.int == 68)
        try bench.expectBalance()
        #expect(try bench.available(.available, of: shop.child) == 49)
        #expect(try bench.available(.available, of: shop.parent) == 19)
        #expect(try bench.available(.held, of: shop.child) == 0)

        try self.closePeriod(shop)
        try self.payOut(shop)
        try bench.expectBalance()
        try bench.expectChain()
    }

    private func closePeriod(_ shop: SmallShop) throws {
        let bench = shop.bench
        let open = OpenPeriod(ledgerID: 1, startsAt: bench.now - 30 * Self.day, endsAt: bench.now - 1)
        let period = try #require(try bench.done(.openPeriod(open))["id"]?.id)
        let proposal = try bench.done(.proposePeriodClose(ProposePeriodClose(periodID: period)), by: shop.finance)
        try bench.approve(proposal, by: shop.otherFinance)
        let issue = IssueStatements(periodID: period, after: .nil, limit: 100)
        #expect(try bench.done(.issueStatements(issue))["statements"]?.int == 2)
        let statements = try bench.database.rows(Statement.self)
        let child = try #require(statements.first { $0.agentID == shop.child.id })
        #expect([child.opening, child.accrued, child.released, child.paid, child.closing] == [0, 49, 49, 0, 49])
        #expect(try bench.database.rows(Period.self).first { $0.id == period }?.state == .issued)
        try bench.expectBalance()
    }

    private func payOut(_ shop: SmallShop) throws {
        let bench = shop.bench
        let request = RequestWithdrawal(ledgerID: 1, amount: 49)
        let id = try #require(try bench.done(.requestWithdrawal(request), by: shop.child)["id"]?.id)
        try bench.expectBalance()
        let batch = ProposePayoutBatch(requestIDs: [id])
        let proposal = try bench.done(.proposePayoutBatch(batch), by: shop.finance)
        try bench.approve(proposal, by: shop.otherFinance)
        try bench.done(.startWithdrawal(StartWithdrawal(requestID: id)), by: shop.finance)
        let settle = SettleWithdrawal(requestID: id, isPaid: true, provider: "bank", externalID: "out1")
        try bench.done(.settleWithdrawal(settle), by: shop.finance)
        #expect(try bench.account(.available, shop.child.id)?.balance == 0)
        #expect(try bench.account(.externalOut)?.balance == 49)
    }
}
