extension FulfilOrder: Deciding {
    package static let kind = "fulfil_order"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.orders.insert(self.orderID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let order = try set.order(self.orderID, for: context.actor, member: false, admins: .operations)
        try order.state.check(moveTo: .fulfilling)
        return set.move(order, to: .fulfilling, &context)
    }
}
