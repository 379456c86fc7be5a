import EngineCore
import Testing

/// T4: one key, one effect.
@Suite struct IdempotencyTests {
    @Test(arguments: ConformanceTarget.allCases)
    func aKeyUsedFiftyTimesOverTwoGatewaysHasOneEffect(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target, gateways: 2)
        let bench = shop.bench
        try bench.deposit(10_000, to: shop.member, external: "e1")
        let place = Command.placeOrder(
            PlaceOrder(ledgerID: 1, lines: [OrderedLine(productID: shop.product, quantity: 1)], total: 999)
        )
        var outcomes: [Outcome] = []
        // A batch of 25 on one gateway, then 25 one by one on both in turn.
        let batch = (0..<25).map { _ in bench.request(place, by: shop.member, key: "once") }
        for answer in bench.batch(batch) { outcomes.append(try answer.get()) }
        for number in 0..<25 {
            let request = bench.request(place, by: shop.member, key: "once")
            outcomes.append(try bench.run(request, gateway: number % 2))
        }
        #expect(outcomes.count { !$0.isReplayed } == 1)
        #expect(Set(outcomes.map(\.body)).count == 1)
        #expect(Set(outcomes.map(\.status)) == [201])
        #expect(try bench.database.rows(Order.self).count == 1)
        #expect(try bench.available(.wallet, of: shop.member) == 9_001)

        let other = bench.request(place, by: shop.member, key: "once", hash: 2)
        let reused = try bench.run(other)
        #expect(reused.status == 422)
        #expect(reused.code == Rejection.Code.idempotencyKeyReuse.rawValue)
        try bench.expectChain()
    }

    @Test(arguments: ConformanceTarget.allCases)
    func aRefusalIsKeptToo(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let withdraw = Command.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 5))
        let first = try bench.run(bench.request(withdraw, by: shop.member, key: "w"))
        #expect(first.status == 422)
        try bench.deposit(10, to: shop.member, external: "e1")
        let second = try bench.run(bench.request(withdraw, by: shop.member, key: "w"))
        #expect(second == .replayed(status: 422, body: first.body))
    }

    @Test(arguments: ConformanceTarget.allCases)
    func aKeyBelongsToItsPrincipal(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let other = try bench.member("other", of: nil)
        let deposit = Command.initiateDeposit(InitiateDeposit(ledgerID: 1, amount: 5, provider: "bank"))
        let first = try bench.run(bench.request(deposit, by: shop.member, key: "k"))
        let second = try bench.run(bench.request(deposit, by: other, key: "k"))
        #expect(first.status == 201 && second.status == 201 && !second.isReplayed)
        #expect(try bench.database.rows(CashRequest.self).count == 2)
    }

    /// A gateway that dies between commit and reply: another one gives the same bytes.
    @Test(arguments: ConformanceTarget.allCases)
    func aLostReplyIsGivenAgain(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target, gateways: 2)
        let bench = shop.bench
        try bench.deposit(5_000, to: shop.member, external: "e1")
        let order = try bench.place([(shop.product, 1)], total: 999, by: shop.member)
        let pay = Command.payOrder(PayOrder(orderID: order))
        let lost = try bench.run(bench.request(pay, by: shop.member, key: "pay"), gateway: 0)
        let again = try bench.run(bench.request(pay, by: shop.member, key: "pay"), gateway: 1)
        #expect(again == .replayed(status: 200, body: lost.body))
        #expect(try bench.account(.revenue)?.balance == 999)
    }
}
