import EngineCore
import Testing

/// T7 and T8: money back, and commission back with it.
@Suite struct MoneyBackTests {
    /// The example of engine.md section 6, to the unit.
    @Test(arguments: ConformanceTarget.allCases)
    func threeRefundsOf333TakeBackExactlyWhatWasAccrued(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(5_000, to: shop.member, external: "e1")
        let order = try shop.paidOrder()
        let accrued = try bench.database.rows(Commission.self).filter { $0.orderID == order }
        #expect(accrued.map(\.accrued) == [49, 19])
        var taken: [[Int64]] = []
        for _ in 0..<3 {
            let refund = try shop.refund(333, of: order)
            taken.append(try bench.database.rows(Clawback.self).filter { $0.refundID == refund }.map(\.amount))
            try bench.expectBalance()
        }
        #expect(taken == [[16, 6], [16, 6], [17, 7]])
        let commissions = try bench.database.rows(Commission.self)
        #expect(commissions.allSatisfy { $0.state == .reversed && $0.reversed == $0.accrued })
        #expect(try bench.account(.held, shop.child.id)?.balance == 0)
        #expect(try bench.account(.commission)?.balance == 0)
        #expect(try bench.account(.revenue)?.balance == 0)
        #expect(try bench.available(.wallet, of: shop.member) == 5_000)
        try bench.refused(
            .refundExceedsCaptured,
            .requestRefund(
                RequestRefund(orderID: order, lines: [RefundedLine(line: 1, amount: 1)], reason: "again")
            ),
            by: shop.member
        )
    }

    @Test(arguments: ConformanceTarget.allCases)
    func aFullRefundAfterAPartialOneTakesTheRest(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(5_000, to: shop.member, external: "e1")
        let order = try shop.paidOrder()
        try shop.refund(7, of: order)
        let tooMuch = RequestRefund(orderID: order, lines: [RefundedLine(line: 1, amount: 993)], reason: "all")
        try bench.refused(.refundExceedsCaptured, .requestRefund(tooMuch), by: shop.member)
        try shop.refund(992, of: order)
        #expect(try bench.database.order(order)?.refunded == 999)
        #expect(try bench.account(.held, shop.child.id)?.balance == 0)
        #expect(try bench.account(.held, shop.parent.id)?.balance == 0)
    }

    @Test(arguments: ConformanceTarget.allCases)
    func twoRequestsForTheSameMoneyAreExecutedOnce(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(5_000, to: shop.member, external: "e1")
        let order = try shop.paidOrder()
        let lines = [RefundedLine(line: 1, amount: 600)]
        let request = Command.requestRefund(RequestRefund(orderID: order, lines: lines, reason: "broken"))
        let first = try #require(try bench.done(request, by: shop.support)["id"]?.id)
        let second = try #require(try bench.done(request, by: shop.member)["id"]?.id)
        try bench.done(.approveRefund(ApproveRefund(refundID: first, orderID: order)), by: shop.finance)
        try bench.refused(
            .refundExceedsCaptured,
            .approveRefund(ApproveRefund(refundID: second, orderID: order)),
            by: shop.finance
        )
        #expect(try bench.available(.wallet, of: shop.member) == 4_601)
    }

    /// T8: the agent has been paid; the refund makes him owe, and the next release fills it.
    @Test(arguments: ConformanceTarget.allCases)
    func aRefundAfterThePayoutBlocksPayoutsUntilReleasesFillIt(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        try bench.deposit(50_000, to: shop.member, external: "e1")
        let order = try shop.paidOrder()
        try shop.completeAndRelease(order)
        try shop.payOut(49, to: shop.child)
        try shop.refund(999, of: order)
        #expect(try bench.account(.available, shop.child.id)?.available == -49)
        #expect(try bench.database.rows(Clawback.self).map(\.amount) == [49, 19])
        let payout = Command.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 1))
        try bench.refused(.payoutBlockedNegativeBalance, payout, by: shop.child)

        try shop.completeAndRelease(try shop.paidOrder())
        #expect(try bench.account(.available, shop.child.id)?.available == 0)
        try bench.refused(.insufficientFunds, payout, by: shop.child)
        try shop.completeAndRelease(try shop.paidOrder())
        #expect(try bench.account(.available, shop.child.id)?.available == 49)
        try shop.payOut(49, to: shop.child)
        #expect(try bench.account(.available, shop.child.id)?.balance == 0)
        try bench.expectBalance()
        try bench.expectChain()
    }
}
