extension ExpireOrder: Deciding {
    package static let kind = "expire_order"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.orders.insert(self.orderID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.accounts(ofOrder: self.orderID, agents: [], into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(Role.system)
        guard let order = set.orders[self.orderID], order.holdSeq == self.holdSeq else { throw Rejection(.notFound) }
        try order.state.check(moveTo: .expired)
        guard context.now >= order.expiresAt else {
            var rejection = Rejection.transition(from: order.state, allowed: [OrderState.paid, .cancelled])
            rejection.isPremature = true
            throw rejection
        }

        set.void(.orderVoid, hold: self.holdSeq, expired: true, from: order.wallet, to: order.revenue, &context)
        for line in set.lines(of: order.id) { set.releaseStock(line) }
        return set.move(order, to: .expired, &context)
    }
}
