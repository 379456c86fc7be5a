extension ApproveRefund: Deciding {
    package static let kind = "approve_refund"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.orders.insert(self.orderID)
        needs.refunds.insert(self.refundID)
    }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.accounts(ofOrder: self.orderID, agents: [.held, .available], into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(AdminRoles.finance)
        let (before, order) = try set.requestedRefund(self.refundID, of: self.orderID)
        guard before.madeBy != context.actor.id else { throw Rejection(.makerIsChecker) }
        guard order.state.isRefundable else { throw .transition(from: order.state, allowed: order.state.followers) }
        let plan = try RefundPlan(order, before.refundedLines, set)

        var refund = before
        refund.state = .executed
        refund.checkedBy = context.actor.id
        refund.executedAt = context.now
        set.refunds.update(refund.id) { $0 = refund }
        set.record("refund.executed", refund, of: order, before: before, &context)
        _ = plan.execute(refundID: refund.id, &set, &context)
        return Reply(image: refund.image)
    }
}
