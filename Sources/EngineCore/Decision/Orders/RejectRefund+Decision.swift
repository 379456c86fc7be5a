extension RejectRefund: Deciding {
    package static let kind = "reject_refund"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.orders.insert(self.orderID)
        needs.refunds.insert(self.refundID)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(AdminRoles.finance)
        try Input.text(self.reason, "/reason", Input.reason)
        let (before, order) = try set.requestedRefund(self.refundID, of: self.orderID)
        guard before.madeBy != context.actor.id else { throw Rejection(.makerIsChecker) }

        var refund = before
        refund.state = .rejected
        refund.checkedBy = context.actor.id
        set.refunds.update(refund.id) { $0 = refund }
        set.record("refund.rejected", refund, of: order, before: before, &context)
        return Reply(image: refund.image, ["reason": .string(self.reason)])
    }
}
