import EngineCore
import Testing

@Suite("Placing an order") struct PlaceOrderTests {
    @Test("reserves money and stock for 15 min and keeps who may earn")
    func placed() throws {
        let shop = Shop()
        shop.bench.set.stocks.load(Stock(productID: shop.product, onHand: 5, reserved: 0), isLocked: true)
        let id = shop.order(.awaitingPayment, 3)
        let order = try #require(shop.bench.set.orders[id])
        #expect(order.total == 2_997 && order.expiresAt == shop.bench.now + 15 * Microseconds.minute)
        #expect(shop.stock == Stock(productID: shop.product, onHand: 5, reserved: 3))
        #expect(shop.wallet == 1_000_000_000)
        #expect(shop.bench.available(.wallet, shop.member.id) == 1_000_000_000 - 2_997)
        #expect(shop.bench.transfers.map(\.code) == [.orderHold] && shop.bench.actions == ["order.placed"])
        let entries = [
            Upline.Entry(agentID: shop.agent.id, tier: 1), Upline.Entry(agentID: shop.top.id, tier: 2),
        ]
        #expect(Upline(of: order) == Upline(entries) && order.agentID == shop.agent.id)
        #expect(shop.bench.set.orderLines[OrderLine.Key(orderID: id, line: 1)]?.planID == shop.plan)
    }

    @Test("a total that is not that of now is price-changed, with the one of now")
    func priceChanged() {
        let shop = Shop()
        let outcome = shop.place(2, total: 999)
        #expect(outcome.rejection == .priceChanged && outcome.details == ["total": .int(1_998)])
    }

    @Test("a short wallet is insufficient-funds and leaves no order")
    func shortWallet() {
        let shop = Shop(price: 1_000_000_001)
        let outcome = shop.place()
        #expect(outcome.rejection == .insufficientFunds && outcome.status == 422)
        #expect(outcome.details == ["available": .int(1_000_000_000), "required": .int(1_000_000_001)])
        #expect(shop.bench.set.orders.count == 0)
    }

    @Test("a charge carries no commission, a category's plan goes before the default, the newest before older ones")
    func plans() {
        let shop = Shop()
        let charge = shop.bench.id()
        shop.addProduct(charge, kind: .charge, price: 10)
        let freight = shop.order(.paid, 1, of: charge)
        #expect(shop.commissions(freight).isEmpty)
        for (rates, category, age) in [("[1000]", "things", 2), ("[2000]", "things", 1), ("[3000]", "others", 0)] {
            shop.bench.set.plans.load(
                Plan(
                    id: shop.bench.id(),
                    ledgerID: 1,
                    category: category,
                    mode: .unilevel,
                    rates: rates,
                    capPpm: 1_000_000,
                    holdDays: 0,
                    validFrom: shop.bench.now - Int64(age)
                ),
                isLocked: false
            )
        }
        #expect(shop.accrued(shop.order(.paid, 1_000)) == [1_998])
    }

    @Test("a price and a plan of later are not used before their time")
    func later() throws {
        let shop = Shop()
        shop.bench.set.prices.load(
            Price(productID: shop.product, ledgerID: 1, validFrom: shop.bench.now + 1, amount: 5),
            isLocked: false
        )
        #expect(shop.place(total: 999).status == 201)
        shop.bench.now += 1
        #expect(shop.place(total: 999).details == ["total": .int(5)])
        #expect(shop.place(total: 5).status == 201)
    }

    @Test("commission.max_levels shortens the upline of orders placed from then on", arguments: [0, 1, 2])
    func maxLevels(levels: Int) {
        let shop = Shop()
        shop.bench.set.settings.load(
            Setting(name: "commission.max_levels", value: String(levels), version: 1),
            isLocked: true
        )
        #expect(shop.accrued(shop.order(.paid)) == Array([49, 19].prefix(levels)))
    }

    static let refused: [(PlaceOrderTests.Change, Rejection.Code)] = [
        (.noLines, .invalidParameter), (.manyLines, .invalidParameter), (.twice, .invalidParameter),
        (.zero, .invalidParameter), (.million, .invalidParameter), (.unknown, .notFound), (.inactive, .notFound),
        (.noPrice, .currencyMismatch), (.overflow, .amountOutOfRange), (.large, .amountOutOfRange),
        (.otherLedger, .notFound), (.soldOut, .outOfStock),
    ]
    enum Change {
        case noLines, manyLines, twice, zero, million, unknown, inactive, noPrice, overflow, large, otherLedger, soldOut
    }

    @Test("what cannot be ordered is refused", arguments: refused)
    func refusals(change: Change, code: Rejection.Code) {
        let shop = Shop()
        let one = OrderedLine(productID: shop.product, quantity: 1)
        var command = PlaceOrder(ledgerID: 1, lines: [one], total: 999)
        switch change {
        case .noLines: command.lines = []
        case .manyLines: command.lines = (0..<101).map { OrderedLine(productID: ID(high: 1, low: $0), quantity: 1) }
        case .twice: command.lines = [one, one]
        case .zero: command.lines[0].quantity = 0
        case .million: command.lines[0].quantity = 1_000_001
        case .unknown: command.lines[0].productID = shop.bench.id()
        case .inactive: shop.bench.set.products.update(shop.product) { $0.status = .inactive }
        case .noPrice:
            shop.bench.addLedger(2, currency: "EUR")
            command.ledgerID = 2
        case .overflow, .large:
            let id = shop.bench.id()
            shop.addProduct(id, price: change == .large ? Amount.limit : Int64.max / 2)
            command.lines = [OrderedLine(productID: id, quantity: change == .large ? 2 : 3)]
        case .otherLedger: command.ledgerID = 9
        case .soldOut:
            shop.bench.set.stocks.load(Stock(productID: shop.product, onHand: 3, reserved: 3), isLocked: true)
        }
        #expect(shop.bench.run(.placeOrder(command), by: shop.member).rejection == code)
    }

    @Test("only an active member orders, and only for himself")
    func roles() {
        let shop = Shop()
        let command = Command.placeOrder(
            PlaceOrder(ledgerID: 1, lines: [OrderedLine(productID: shop.product, quantity: 1)], total: 999)
        )
        for actor in [shop.agent, shop.operations, shop.support, shop.finance, Actor.system] {
            #expect(shop.bench.run(command, by: actor).rejection == .roleForbidden)
        }
        shop.bench.set(.suspended, of: shop.member.id)
        #expect(shop.bench.run(command, by: shop.member).rejection == .accountSuspended)
    }

    @Test("T5: 100 orders of 10 on a wallet of 500 place exactly 50", arguments: [true, false])
    func hotWallet(inOneBatch: Bool) {
        let shop = Shop(price: 10)
        let poor = shop.bench.member(of: shop.agent.id)
        shop.bench.fund(.wallet, poor.id, 500)
        let command = Command.placeOrder(
            PlaceOrder(ledgerID: 1, lines: [OrderedLine(productID: shop.product, quantity: 1)], total: 10)
        )
        let requests = (0..<100).map { _ in shop.bench.request(command, by: poor) }
        let outcomes = inOneBatch ? shop.bench.batch(requests) : requests.flatMap { shop.bench.batch([$0]) }
        #expect(outcomes.filter { $0.status == 201 }.count == 50)
        #expect(outcomes.filter { $0.rejection == .insufficientFunds }.count == 50)
        #expect(shop.bench.available(.wallet, poor.id) == 0)
    }
}
