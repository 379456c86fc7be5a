import EngineCore

extension CommandGenerator {
    /// What is asked for, and by whom; wrong in many ways now and then.
    mutating func command(_ model: PlainModel, now: Int64) -> (Command, Actor) {
        switch self.random.below(100) {
        case 0..<16: return self.place(model, now)
        case 16..<27: return self.pay(model)
        case 27..<30: return self.cancel(model)
        case 30..<34: return self.expire(model)
        case 34..<46: return self.advance(model)
        case 46..<51: return self.release(model)
        case 51..<62: return self.refund(model)
        case 62..<71: return self.deposit(model)
        case 71..<82: return self.withdrawal(model)
        case 82..<90: return self.approval(model, now)
        case 90..<93: return self.period(model, now)
        case 93..<96: return self.person(model)
        default: return self.catalogue(model, now)
        }
    }

    private mutating func place(_ model: PlainModel, _ now: Int64) -> (Command, Actor) {
        let ledger = self.ledger()
        var lines: [OrderedLine] = []
        var total: Int64 = 0
        for _ in 0...self.random.below(3) {
            guard let id = self.random.pick(self.products), let product = model.products[id] else { continue }
            if lines.contains(where: { $0.productID == id }) && self.random.chance(90) { continue }
            let quantity =
                self.random.chance(3) ? Int32(self.random.within(-1...2_000_000)) : Int32(self.random.within(1...4))
            lines.append(OrderedLine(productID: id, quantity: quantity))
            let price = product.prices.filter { $0.ledger == ledger && $0.from <= now }.max { $0.from < $1.from }
            total &+= (price?.amount ?? 100) &* Int64(quantity)
        }
        if self.random.chance(4) { total += self.random.within(-3...3) }
        return (.placeOrder(PlaceOrder(ledgerID: ledger, lines: lines, total: total)), self.member())
    }

    /// The order's member, sometimes somebody else.
    private mutating func owner(of order: ID, _ model: PlainModel) -> Actor {
        if self.random.chance(4) { return self.member() }
        return .member(model.orders[order]?.member ?? .nil)
    }

    private mutating func pay(_ model: PlainModel) -> (Command, Actor) {
        let id = self.id(model.orderIDs) { model.orders[$0]?.state == .awaitingPayment }
        return (.payOrder(PayOrder(orderID: id)), self.owner(of: id, model))
    }

    private mutating func cancel(_ model: PlainModel) -> (Command, Actor) {
        let id = self.id(model.orderIDs) { id in
            [.awaitingPayment, .paid, .fulfilling].contains(model.orders[id]?.state)
        }
        let actor = self.random.chance(50) ? self.owner(of: id, model) : self.admin(.support)
        return (.cancelOrder(CancelOrder(orderID: id)), actor)
    }

    private mutating func expire(_ model: PlainModel) -> (Command, Actor) {
        let id = self.id(model.orderIDs) { model.orders[$0]?.state == .awaitingPayment }
        let hold = model.holdOwner.first { $0.value == id }?.key ?? 7
        let seq = self.random.chance(4) ? self.random.within(1...50) : hold
        return (.expireOrder(ExpireOrder(orderID: id, holdSeq: seq)), .system)
    }

    private mutating func advance(_ model: PlainModel) -> (Command, Actor) {
        let state = [OrderState.paid, .fulfilling, .fulfilled][self.random.below(3)]
        let id = self.id(model.orderIDs) { model.orders[$0]?.state == state }
        switch state {
        case .paid: return (.fulfilOrder(FulfilOrder(orderID: id)), self.admin(.operations))
        case .fulfilling: return (.deliverOrder(DeliverOrder(orderID: id)), self.admin(.operations))
        default:
            let actor = self.random.chance(50) ? self.owner(of: id, model) : self.admin(.operations)
            return (.completeOrder(CompleteOrder(orderID: id)), actor)
        }
    }

    private mutating func release(_ model: PlainModel) -> (Command, Actor) {
        func due(_ id: ID) -> Int64? {
            let commissions = (model.orders[id]?.lines ?? []).flatMap(\.commissions)
            return commissions.filter { !$0.isReleased && $0.rest > 0 }.compactMap(\.due).min()
        }
        let id = self.id(model.orderIDs) { model.orders[$0]?.state == .completed && due($0) != nil }
        let time = due(id) ?? model.now
        return (.releaseCommissions(ReleaseCommissions(orderID: id, due: time)), .system)
    }

    private mutating func refund(_ model: PlainModel) -> (Command, Actor) {
        if self.random.chance(50) {
            let id = self.id(model.orderIDs) { id in
                model.orders[id].map { $0.isRefundable && $0.refunded < $0.total } ?? false
            }
            let actor = self.random.chance(60) ? self.owner(of: id, model) : self.admin(.support)
            let reason = self.random.chance(3) ? "" : "broken"
            return (
                .requestRefund(RequestRefund(orderID: id, lines: self.lines(model.orders[id]), reason: reason)), actor
            )
        }
        let id = self.id(model.refundIDs) { model.refunds[$0]?.state == .requested }
        let order = self.random.chance(3) ? self.recentID(model.orderIDs) : model.refunds[id]?.order ?? .nil
        if self.random.chance(15) {
            return (.rejectRefund(RejectRefund(refundID: id, orderID: order, reason: "no")), self.admin(.finance))
        }
        return (.approveRefund(ApproveRefund(refundID: id, orderID: order)), self.admin(.finance))
    }

    private mutating func lines(_ order: PlainOrder?) -> [RefundedLine] {
        guard let order else { return [RefundedLine(line: 1, amount: 1)] }
        var lines: [RefundedLine] = []
        for (index, line) in order.lines.enumerated() where self.random.chance(70) {
            let rest = line.amount - line.refunded
            let amount =
                self.random.chance(30) ? rest : self.random.chance(5) ? rest + 1 : self.amount(upTo: max(1, rest))
            let restock = self.random.chance(30) ? Int32(self.random.within(-1...line.quantity + 1)) : 0
            lines.append(RefundedLine(line: Int16(index + 1), amount: amount, restock: restock))
        }
        if self.random.chance(2) { lines.append(RefundedLine(line: 99, amount: 1)) }
        return lines
    }

    private mutating func deposit(_ model: PlainModel) -> (Command, Actor) {
        let isOpen = { (id: ID) in model.cash[id]?.kind == .deposit && model.cash[id]?.state == .initiated }
        switch self.random.below(20) {
        case 0..<8:
            let provider = self.random.chance(3) ? "" : self.random.chance(80) ? "bank" : "card"
            let command = InitiateDeposit(
                ledgerID: self.ledger(),
                amount: self.amount(upTo: 60_000),
                provider: provider
            )
            return (.initiateDeposit(command), self.member())
        case 8..<17:
            let id = self.id(model.cashIDs, where: isOpen)
            let external = self.random.chance(8) ? "x\(self.random.below(5))" : "e\(self.count)"
            let amount = self.random.chance(4) ? 1 : model.cash[id]?.amount ?? 5
            let command = ConfirmDeposit(
                requestID: id,
                provider: model.cash[id]?.provider ?? "bank",
                externalID: external,
                amount: amount
            )
            return (.confirmDeposit(command), self.random.chance(60) ? .system : self.admin(.finance))
        case 17:
            let id = self.id(model.cashIDs, where: isOpen)
            return (.failDeposit(FailDeposit(requestID: id)), self.admin(.finance))
        default:
            let id = self.id(model.cashIDs) { model.cash[$0]?.state == .confirmed }
            return (.reverseDeposit(ReverseDeposit(requestID: id)), self.admin(.finance))
        }
    }
}
