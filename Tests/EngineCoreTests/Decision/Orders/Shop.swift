import EngineCore
import Testing

/// A ledger, two agents (B under A), a member of B with money, a product of 999 and a plan of 5 % and 2 %.
final class Shop {
    let bench: DecisionBench
    let top: Actor
    let agent: Actor
    let member: Actor
    let product: ID
    let plan: ID
    let operations: Actor
    let support: Actor
    let finance: Actor

    init(
        mode: PlanMode = .unilevel,
        rates: String = "[50000,20000]",
        holdDays: Int16 = 7,
        price: Int64 = 999,
        seed: UInt64 = 1
    ) {
        let bench = DecisionBench(seed: seed)
        bench.addLedger()
        self.bench = bench
        self.top = bench.agent(tier: 2)
        self.agent = bench.agent(under: self.top.id, tier: 1)
        self.member = bench.member(of: self.agent.id)
        self.operations = bench.admin(.operations)
        self.support = bench.admin(.support)
        self.finance = bench.admin(.finance)
        self.plan = bench.id()
        bench.set.plans.load(
            Plan(
                id: self.plan,
                ledgerID: 1,
                mode: mode,
                rates: rates,
                capPpm: 1_000_000,
                holdDays: holdDays,
                validFrom: bench.now
            ),
            isLocked: false
        )
        self.product = bench.id()
        self.addProduct(self.product, price: price)
        bench.fund(.wallet, self.member.id, 1_000_000_000)
    }

    func addProduct(_ id: ID, kind: ProductKind = .goods, price: Int64, stock: Int64? = nil) {
        let product = Product(
            id: id,
            sku: "sku-\(id)",
            name: "thing",
            category: "things",
            kind: kind,
            status: .active,
            version: 1
        )
        self.bench.set.products.load(product, isLocked: true)
        self.bench.set.prices.load(
            Price(productID: id, ledgerID: 1, validFrom: self.bench.now, amount: price),
            isLocked: false
        )
        if let stock { self.bench.set.stocks.load(Stock(productID: id, onHand: stock, reserved: 0), isLocked: true) }
    }

    func place(_ quantity: Int32 = 1, of product: ID? = nil, total: Int64? = nil) -> Outcome {
        let product = product ?? self.product
        let unit = self.bench.set.prices.rows.first { $0.productID == product }?.amount ?? 0
        let command = PlaceOrder(
            ledgerID: 1,
            lines: [OrderedLine(productID: product, quantity: quantity)],
            total: total ?? unit * Int64(quantity)
        )
        return self.bench.run(.placeOrder(command), by: self.member)
    }

    /// Places an order and brings it to a state.
    func order(_ state: OrderState = .awaitingPayment, _ quantity: Int32 = 1, of product: ID? = nil) -> ID {
        let placed = self.place(quantity, of: product)
        #expect(placed.status == 201)
        let id = placed.madeID
        let path: [OrderState] = [.paid, .fulfilling, .fulfilled, .completed]
        switch state {
        case .awaitingPayment: break
        case .cancelled: #expect(self.cancel(id).status == 200)
        case .expired:
            self.bench.now += PlaceOrder.holdTime
            #expect(self.expire(id).status == 200)
        default:
            for step in path {
                #expect(self.move(id, to: step).status == 200)
                if step == state { break }
            }
        }
        #expect(self.state(id) == state)
        return id
    }

    func move(_ id: ID, to state: OrderState) -> Outcome {
        switch state {
        case .paid: self.bench.run(.payOrder(PayOrder(orderID: id)), by: self.member)
        case .fulfilling: self.bench.run(.fulfilOrder(FulfilOrder(orderID: id)), by: self.operations)
        case .fulfilled: self.bench.run(.deliverOrder(DeliverOrder(orderID: id)), by: self.operations)
        case .completed: self.bench.run(.completeOrder(CompleteOrder(orderID: id)), by: self.operations)
        case .cancelled: self.cancel(id)
        case .expired: self.expire(id)
        case .awaitingPayment: self.place()
        }
    }

    func cancel(_ id: ID) -> Outcome { self.bench.run(.cancelOrder(CancelOrder(orderID: id)), by: self.member) }
    func expire(_ id: ID) -> Outcome { self.bench.run(.expireOrder(self.expiry(id))) }
    func expiry(_ id: ID) -> ExpireOrder { ExpireOrder(orderID: id, holdSeq: self.bench.set.orders[id]?.holdSeq ?? 0) }

    /// Asks for a refund of line 1 and has it approved.
    func refund(_ id: ID, _ amount: Int64, restock: Int32 = 0) -> Outcome {
        let lines = [RefundedLine(line: 1, amount: amount, restock: restock)]
        let request = RequestRefund(orderID: id, lines: lines, reason: "broken")
        let asked = self.bench.run(.requestRefund(request), by: self.member)
        guard asked.status == 201 else { return asked }
        let approval = ApproveRefund(refundID: asked.madeID, orderID: id)
        return self.bench.run(.approveRefund(approval), by: self.finance)
    }

    /// Releases what is due at `due`, or what the order's first commission is due at.
    func release(_ id: ID, due: Int64? = nil) -> Outcome {
        let due = due ?? self.commissions(id).compactMap(\.dueAt).min() ?? self.bench.now
        return self.bench.run(.releaseCommissions(ReleaseCommissions(orderID: id, due: due)))
    }

    func state(_ id: ID) -> OrderState? { self.bench.set.orders[id]?.state }
    func commissions(_ id: ID) -> [Commission] {
        self.bench.set.commissions.rows.filter { $0.orderID == id }.sorted { $0.key < $1.key }
    }
    func accrued(_ id: ID) -> [Int64] { self.commissions(id).map(\.accrued) }
    func reversed(_ id: ID) -> [Int64] { self.commissions(id).map(\.reversed) }
    var wallet: Int64 { self.bench.balance(.wallet, self.member.id) }
    var stock: Stock? { self.bench.set.stocks[self.product] }
}
