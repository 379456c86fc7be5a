extension PlaceOrder: Deciding {
    package static let kind = "place_order"
    /// How long money and stock are kept for an order that is not paid.
    package static let holdTime = 15 * Microseconds.minute
    /// The most lines an order may have.
    package static let lineLimit = 100
    /// The most units of one line.
    package static let quantityLimit: Int32 = 1_000_000

    package func needs(_ needs: inout Needs, actor: Actor) {
        guard actor.role == .member else { return }
        needs.members.insert(actor.id)
        for line in self.lines.prefix(Self.lineLimit) { needs.products.insert(line.productID) }
        needs.ledgers.insert(self.ledgerID)
        needs.settings.insert(SettingName.maxLevels.rawValue)
    }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        guard set.members[actor.id] != nil, set.ledgers[self.ledgerID] != nil else { return }
        refs.insert(AccountRef(ledgerID: self.ledgerID, kind: .wallet, ownerID: actor.id))
        refs.insert(AccountRef(ledgerID: self.ledgerID, kind: .revenue))
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard context.actor.role == .member else { throw Rejection(.roleForbidden) }
        try self.checkLines()
        guard let member = set.members[context.actor.id], set.ledgers[self.ledgerID] != nil else {
            throw Rejection(.notFound)
        }
        var lines: [PricedLine] = []
        for line in self.lines { lines.append(try set.price(line, ledger: self.ledgerID, now: context.now)) }
        let total = lines.reduce(0) { $0 + $1.amount }
        try Amount.check(total)
        guard total == self.total else { throw Rejection(.priceChanged, ["total": .int(total)]) }
        for line in self.lines { try set.checkStock(line.productID, line.quantity) }
        var order = Order(
            id: context.nextID(),
            memberID: member.id,
            agentID: member.agentID,
            ledgerID: self.ledgerID,
            state: .awaitingPayment,
            total: total,
            refunded: 0,
            upline: set.upline(of: member).json.text,
            version: 1,
            expiresAt: context.now + Self.holdTime,
            createdAt: context.now
        )
        try set.checkFunds(.orderHold, from: order.wallet, to: order.revenue, amount: total)
        return self.place(&order, lines, &set, &context)
    }

    /// - Throws: `invalid-parameter` for no line, more than 100, a product twice, or a quantity outside 1...1 000 000.
    private func checkLines() throws(Rejection) {
        guard (1...Self.lineLimit).contains(self.lines.count) else {
            throw .parameter("/lines", "must be 1 to \(Self.lineLimit) lines")
        }
        for (index, line) in self.lines.enumerated() where !(1...Self.quantityLimit).contains(line.quantity) {
            throw .parameter("/lines/\(index)/quantity", "must be 1 to \(Self.quantityLimit)")
        }
        guard Set(self.lines.map(\.productID)).count == self.lines.count else {
            throw .parameter("/lines", "must name each product once")
        }
    }

    private func place(
        _ order: inout Order,
        _ priced: [PricedLine],
        _ set: inout WorkingSet,
        _ context: inout Context
    ) -> Reply {
        order.holdSeq = set.hold(
            .orderHold,
            from: order.wallet,
            to: order.revenue,
            amount: order.total,
            refID: order.id,
            expiresAt: order.expiresAt,
            &context
        )
        set.orders.insert(order)
        var images: [CanonicalJSON] = []
        for (index, line) in priced.enumerated() {
            let row = line.line(index + 1, of: order.id)
            set.orderLines.insert(row)
            set.reserveStock(row.productID, row.qty)
            images.append(row.image)
        }
        let reply = Reply(201, image: order.image, ["lines": .array(images)])
        set.record("order.placed", subject: order.id, scope: order.memberID, after: reply.json, &context)
        return reply
    }
}
