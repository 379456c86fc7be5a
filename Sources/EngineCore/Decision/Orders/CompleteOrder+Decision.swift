extension CompleteOrder: Deciding {
    package static let kind = "complete_order"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.orders.insert(self.orderID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let order = try set.order(self.orderID, for: context.actor, member: true, admins: .operations)
        try order.state.check(moveTo: .completed)

        for line in set.lines(of: order.id) {
            guard let plan = set.plan(of: line) else { continue }
            let due = context.now + Int64(plan.holdDays) * Microseconds.day
            for commission in set.commissions(on: line) where commission.state == .held {
                set.commissions.update(commission.key) { $0.dueAt = due }
            }
        }
        let changed = set.update(order) {
            $0.state = .completed
            $0.completedAt = context.now
        }
        set.record("order.completed", changed, before: order, &context)
        return Reply(image: changed.image)
    }
}
