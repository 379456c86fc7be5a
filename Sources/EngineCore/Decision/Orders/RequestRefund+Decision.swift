extension RequestRefund: Deciding {
    package static let kind = "request_refund"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.orders.insert(self.orderID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.accounts(ofOrder: self.orderID, agents: [.held, .available], into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let order = try set.order(self.orderID, for: context.actor, member: true, admins: .support)
        try Input.text(self.reason, "/reason", Input.reason)
        try self.checkLines()
        guard order.state.isRefundable else { throw .transition(from: order.state, allowed: order.state.followers) }
        let plan = try RefundPlan(order, self.lines, set)

        let refund = Refund(
            id: context.nextID(),
            orderID: order.id,
            state: .requested,
            amount: plan.amount,
            lines: CanonicalJSON.array(self.lines.map(\.json)).text,
            reason: self.reason,
            madeBy: context.actor.id
        )
        set.refunds.insert(refund)
        set.record("refund.requested", refund, of: order, before: nil, &context)
        return Reply(201, image: refund.image)
    }

    /// - Throws: `invalid-parameter` for no line, more than 100, a line twice, or an amount below 1.
    private func checkLines() throws(Rejection) {
        guard (1...PlaceOrder.lineLimit).contains(self.lines.count) else {
            throw .parameter("/lines", "must be 1 to \(PlaceOrder.lineLimit) lines")
        }
        guard Set(self.lines.map(\.line)).count == self.lines.count else {
            throw .parameter("/lines", "must name each line once")
        }
        for (index, line) in self.lines.enumerated() where line.amount < 1 {
            throw .parameter("/lines/\(index)/amount", "must be at least 1")
        }
    }
}
