import EngineCore
import Testing

/// T5 and T6: many want the same money or the same order.
@Suite struct ContentionTests {
    @Test(arguments: ConformanceTarget.allCases)
    func aWalletOf500PaysExactly50OrdersOf10(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target, gateways: 2)
        let bench = shop.bench
        let product = try bench.product("ten", price: 10, by: shop.operations)
        try bench.deposit(500, to: shop.member, external: "e1")
        let place = Command.placeOrder(
            PlaceOrder(ledgerID: 1, lines: [OrderedLine(productID: product, quantity: 1)], total: 10)
        )
        var outcomes: [Outcome] = []
        for number in 0..<10 {
            let batch = (0..<10).map { _ in bench.request(place, by: shop.member) }
            for answer in bench.batch(batch, gateway: number % 2) { outcomes.append(try answer.get()) }
        }
        #expect(outcomes.count { $0.status == 201 } == 50)
        #expect(outcomes.count { $0.code == Rejection.Code.insufficientFunds.rawValue } == 50)
        #expect(try bench.database.rows(Order.self).count == 50)
        #expect(try bench.available(.wallet, of: shop.member) == 0)
        try bench.expectBalance()
    }

    /// One of pay, cancel and expiry wins, in whatever order and batches they come: 1 000 seeds.
    @Test(arguments: ConformanceTarget.allCases)
    func payCancelAndExpiryHaveOneWinner(_ target: ConformanceTarget) throws {
        var winners: [String: Int] = [:]
        // Databases of 100 orders, because every seed reads whole tables.
        for first in stride(from: UInt64(0), to: 1_000, by: 100) {
            let shop = try SmallShop(target, gateways: 2)
            try shop.bench.deposit(1_000_000, to: shop.member, external: "e1")
            for seed in first..<first + 100 { winners[try self.race(shop, seed), default: 0] += 1 }
            try shop.bench.expectBalance()
        }
        #expect(Set(winners.keys) == ["pay_order", "cancel_order", "expire_order"])
    }

    /// - Returns: The command that came first.
    private func race(_ shop: SmallShop, _ seed: UInt64) throws -> String {
        let bench = shop.bench
        var random = SimRandom(seed: seed)
        let order = try bench.place([(shop.product, 1)], total: 999, by: shop.member)
        let row = try #require(try bench.database.order(order))
        let before = try bench.account(.wallet, shop.member.id)?.balance ?? 0
        if random.chance(50) { bench.now = row.expiresAt }
        var requests = [
            bench.request(.payOrder(PayOrder(orderID: order)), by: shop.member),
            bench.request(.cancelOrder(CancelOrder(orderID: order)), by: shop.support),
            bench.request(.expireOrder(ExpireOrder(orderID: order, holdSeq: row.holdSeq ?? 0))),
        ]
        requests.shuffle(using: &random)
        var done: [String] = []
        while !requests.isEmpty {
            let batch = Array(requests.prefix(1 + random.below(3)))
            requests.removeFirst(batch.count)
            for (request, answer) in zip(batch, bench.batch(batch, gateway: random.below(2))) {
                if try answer.get().status == 200 { done.append(request.command.kind) }
            }
        }
        let state = try #require(try bench.database.order(order)).state
        // Cancelling what was paid is no second winner: it gives the money back.
        #expect(done.count == 1 || done == ["pay_order", "cancel_order"], "seed \(seed): \(done)")
        #expect(state == (done.last == "expire_order" ? .expired : done.last == "pay_order" ? .paid : .cancelled))
        let after = try bench.account(.wallet, shop.member.id)
        #expect(after?.balance == before - (state == .paid ? 999 : 0), "seed \(seed)")
        #expect(after?.debitsPending == 0, "seed \(seed)")
        return try #require(done.first)
    }
}

extension ConformanceDatabase {
    func order(_ id: ID) throws -> Order? { try self.rows(Order.self).first { $0.id == id } }
}
