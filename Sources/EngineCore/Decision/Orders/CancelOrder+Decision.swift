extension CancelOrder: Deciding {
    package static let kind = "cancel_order"
    /// The reason of the refund that a cancellation after payment makes.
    static let reason = "order cancelled"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.orders.insert(self.orderID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.accounts(ofOrder: self.orderID, agents: [.held], into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let order = try set.order(self.orderID, for: context.actor, member: true, admins: .support)
        try order.state.check(moveTo: .cancelled)
        let lines = set.lines(of: order.id)
        if order.state == .awaitingPayment {
            guard let hold = order.holdSeq else { preconditionFailure("order \(order.id) has no hold") }
            set.void(.orderVoid, hold: hold, from: order.wallet, to: order.revenue, &context)
            for line in lines { set.releaseStock(line) }
            return set.move(order, to: .cancelled, &context)
        }
        let returned = set.restocked(of: order.id)
        let rest = lines.map { line in
            RefundedLine(
                line: line.line,
                amount: line.amount - line.refunded,
                restock: line.qty - Int32(returned[line.line] ?? 0)
            )
        }
        let plan = try RefundPlan(order, rest, set)

        let cancelled = self.refundRest(plan, &set, &context)
        set.record("order.cancelled", cancelled, before: order, &context)
        return Reply(image: cancelled.image)
    }

    /// Refunds what is left, without a second person.
    ///
    /// It is a refund that is executed as it is made; if nothing is left to give back, only stock returns.
    private func refundRest(_ plan: RefundPlan, _ set: inout WorkingSet, _ context: inout Context) -> Order {
        let refund = Refund(
            id: context.nextID(),
            orderID: plan.order.id,
            state: .executed,
            amount: plan.amount,
            lines: CanonicalJSON.array(plan.lines.map(\.json)).text,
            reason: Self.reason,
            madeBy: context.actor.id,
            executedAt: context.now
        )
        if plan.amount > 0 {
            set.refunds.insert(refund)
            set.record("refund.executed", refund, of: plan.order, before: nil, &context)
        }
        return plan.execute(refundID: refund.id, movingTo: .cancelled, &set, &context)
    }
}
