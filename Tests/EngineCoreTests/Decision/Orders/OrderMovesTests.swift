import EngineCore
import Testing

/// Every row of engine.md section 4 about orders and holds: from each state, each move, allowed or refused.
@Suite("Moves of an order") struct OrderMovesTests {
    /// The table, written down again.
    static let allowed: [OrderState: Set<OrderState>] = [
        .awaitingPayment: [.paid, .cancelled, .expired], .paid: [.fulfilling, .cancelled],
        .fulfilling: [.fulfilled, .cancelled], .fulfilled: [.completed], .completed: [], .cancelled: [], .expired: [],
    ]
    static let moves: [OrderState] = OrderState.allCases.filter { $0 != .awaitingPayment }

    @Test("exactly the listed moves are made", arguments: OrderState.allCases, moves)
    func move(from: OrderState, to: OrderState) {
        let shop = Shop()
        let id = shop.order(from)
        if from == .awaitingPayment && to == .expired { shop.bench.now += PlaceOrder.holdTime }
        let version = shop.bench.set.orders[id]?.version
        let outcome = shop.move(id, to: to)
        if Self.allowed[from]?.contains(to) == true {
            #expect(outcome.status == 200 && shop.state(id) == to)
            #expect(outcome.reply["state"] == .name(to) && shop.bench.set.orders[id]?.version == version.map { $0 + 1 })
            #expect(shop.bench.actions.filter { $0 == "order.\(to.name)" }.count == 1)
        } else if from == .expired && to == .paid {
            #expect(outcome.rejection == .holdExpired)
        } else {
            let allowed = OrderState.allCases.filter { Self.allowed[from]?.contains($0) == true }
            #expect(outcome.rejection == .invalidTransition && shop.state(id) == from)
            #expect(outcome.details == ["from": .name(from), "allowed": .array(allowed.map { .name($0) })])
        }
    }

    @Test("paying posts the hold, takes the stock and accrues; the money is the platform's")
    func paid() {
        let shop = Shop()
        shop.bench.set.stocks.load(Stock(productID: shop.product, onHand: 5, reserved: 0), isLocked: true)
        let id = shop.order(.paid, 2)
        #expect(shop.stock == Stock(productID: shop.product, onHand: 3, reserved: 0))
        #expect(shop.wallet == 1_000_000_000 - 1_998 && shop.bench.balance(.revenue) == 1_998)
        #expect(shop.bench.balance(.held, shop.agent.id) == 99 && shop.bench.balance(.held, shop.top.id) == 39)
        #expect(shop.bench.balance(.commission) == -138)
        #expect(shop.bench.transfers.map(\.code) == [.orderPost, .commissionAccrual, .commissionAccrual])
        #expect(shop.bench.transfers.allSatisfy { $0.refID == id })
        #expect(shop.bench.actions == ["order.paid", "commission.accrued", "commission.accrued"])
        #expect(shop.bench.events.map(\.scopeID) == [shop.member.id, shop.agent.id, shop.top.id])
    }

    @Test("from expires_at on it is hold-expired, before and after the sweep; a microsecond earlier it is paid")
    func holdExpired() {
        let shop = Shop()
        let (early, late) = (shop.order(), shop.order())
        shop.bench.now += PlaceOrder.holdTime - 1
        #expect(shop.expire(early).rejection == .invalidTransition)
        #expect(shop.move(early, to: .paid).status == 200)
        shop.bench.now += 1
        #expect(shop.move(late, to: .paid).rejection == .holdExpired)
        #expect(shop.expire(late).status == 200)
        #expect(shop.move(late, to: .paid).status == 410)
    }

    @Test("a sweep that comes too early does not use up its key")
    func earlySweep() {
        let shop = Shop()
        let id = shop.order()
        let request = { shop.bench.request(.expireOrder(shop.expiry(id)), key: "expire") }
        #expect(shop.bench.batch([request()])[0].rejection == .invalidTransition)
        shop.bench.now += PlaceOrder.holdTime
        #expect(shop.bench.batch([request()])[0].status == 200 && shop.state(id) == .expired)
        guard case .replayed = shop.bench.batch([request()])[0] else {
            Issue.record("the key was not kept")
            return
        }
    }

    @Test(
        "cancelled or expired before payment: money and stock are free again",
        arguments: [OrderState.cancelled, .expired]
    )
    func unpaid(end: OrderState) {
        let shop = Shop()
        shop.bench.set.stocks.load(Stock(productID: shop.product, onHand: 5, reserved: 0), isLocked: true)
        let id = shop.order(end, 3)
        #expect(shop.stock == Stock(productID: shop.product, onHand: 5, reserved: 0))
        #expect(shop.bench.available(.wallet, shop.member.id) == 1_000_000_000)
        #expect(shop.bench.set.holds.rows.map(\.state) == [end == .expired ? .expired : .voided])
        #expect(shop.bench.transfers.map(\.code) == [.orderVoid] && shop.bench.set.orders[id]?.refunded == 0)
    }

    @Test("T6: pay, cancel and expiry in one batch at any time have one winner, and the money is right")
    func race() {
        let seed = UInt64.random(in: .min ... .max)
        let random = SplitMix(seed: seed)
        for _ in 0..<300 {
            let shop = Shop()
            let id = shop.order()
            shop.bench.now += PlaceOrder.holdTime + random.number(-1...1)
            var generator = random
            let moves = [OrderState.paid, .cancelled, .expired].shuffled(using: &generator)
            let outcomes = shop.bench.batch(moves.map { shop.request(id, $0) })
            let winners = zip(moves, outcomes).filter { $0.1.status == 200 }.map(\.0)
            let end = shop.state(id)
            // A paid order may be cancelled: that is no second winner, but a refund.
            let isLegal = winners.count == 1 || winners == [.paid, .cancelled]
            #expect(isLegal && winners.last == end, "seed \(seed): \(moves) \(outcomes)")
            let spent: Int64 = end == .paid ? 999 : 0
            #expect(shop.wallet == 1_000_000_000 - spent && shop.bench.balance(.revenue) == spent, "seed \(seed)")
            #expect(shop.bench.available(.wallet, shop.member.id) == shop.wallet, "seed \(seed)")
        }
    }

    @Test("a stranger's order is not found; roles that may not are refused")
    func scope() {
        let shop = Shop()
        let id = shop.order()
        let stranger = shop.bench.member()
        for command in [Command.payOrder(PayOrder(orderID: id)), .cancelOrder(CancelOrder(orderID: id))] {
            #expect(shop.bench.run(command, by: stranger).rejection == .notFound)
            #expect(shop.bench.run(command, by: shop.agent).rejection == .roleForbidden)
            #expect(shop.bench.run(command, by: shop.finance).rejection == .roleForbidden)
        }
        #expect(shop.bench.run(.payOrder(PayOrder(orderID: id)), by: shop.support).rejection == .roleForbidden)
        #expect(shop.bench.run(.fulfilOrder(FulfilOrder(orderID: id)), by: shop.member).rejection == .roleForbidden)
        #expect(shop.bench.run(.deliverOrder(DeliverOrder(orderID: id)), by: shop.support).rejection == .roleForbidden)
        #expect(shop.bench.run(.completeOrder(CompleteOrder(orderID: id)), by: stranger).rejection == .notFound)
        #expect(shop.bench.run(.expireOrder(shop.expiry(id)), by: shop.operations).rejection == .roleForbidden)
        #expect(shop.bench.run(.expireOrder(ExpireOrder(orderID: id, holdSeq: 99))).rejection == .notFound)
        #expect(shop.bench.run(.payOrder(PayOrder(orderID: shop.bench.id())), by: shop.member).rejection == .notFound)
        #expect(shop.bench.run(.cancelOrder(CancelOrder(orderID: id)), by: shop.support).status == 200)
    }

    @Test("stock that became limited after an order was placed never goes below what is reserved, or zero")
    func lateStock() {
        let shop = Shop()
        let (first, second) = (shop.order(.awaitingPayment, 3), shop.order(.awaitingPayment, 3))
        shop.bench.run(.setStock(SetStock(productID: shop.product, onHand: 2)), by: shop.operations)
        #expect(shop.move(first, to: .paid).status == 200 && shop.cancel(second).status == 200)
        #expect(shop.stock == Stock(productID: shop.product, onHand: 0, reserved: 0))
    }
}

extension Shop {
    /// A request for a move, not yet run.
    func request(_ id: ID, _ state: OrderState) -> CommandRequest {
        switch state {
        case .paid: self.bench.request(.payOrder(PayOrder(orderID: id)), by: self.member)
        case .cancelled: self.bench.request(.cancelOrder(CancelOrder(orderID: id)), by: self.member)
        default: self.bench.request(.expireOrder(self.expiry(id)))
        }
    }
}
