extension ReleaseCommissions: Deciding {
    package static let kind = "release_commissions"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.orders.insert(self.orderID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.accounts(ofOrder: self.orderID, agents: [.held, .available], into: &refs)
    }

    /// Answers `released` (minor units) and `deferred` (commissions); none of both if a refund was faster.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(Role.system)
        guard let order = set.orders[self.orderID] else { throw Rejection(.notFound) }
        guard order.state == .completed else { throw .transition(from: order.state, allowed: order.state.followers) }
        guard context.now >= self.due else {
            var rejection = Rejection.transition(from: CommissionState.held, allowed: [CommissionState.reversed])
            rejection.isPremature = true
            throw rejection
        }
        let due = set.lines(of: order.id).flatMap { set.commissions(on: $0) }.filter { commission in
            commission.state == .held && commission.dueAt.map { $0 <= self.due } == true
        }
        let sums = due.sums(\.outstanding)
        let payable = Set(sums.filter { self.isPayable($0.agent, $0.amount, order, set) }.map(\.agent))

        var released: Int64 = 0
        var deferred: Int64 = 0
        for commission in due {
            if payable.contains(commission.agentID) {
                released += commission.outstanding
                self.release(commission, order, &set, &context)
            } else {
                deferred += 1
                set.commissions.update(commission.key) { $0.dueAt = $0.dueAt.map { $0 + Microseconds.day } }
                self.record("commission.deferred", commission, &set, &context)
            }
        }
        return Reply(200, ["released": .int(released), "deferred": .int(deferred)])
    }

    /// Whether an agent gets what is due: only an active one does.
    ///
    /// A closed one cannot have anything held; if an adjustment took it away, or an account is full, waiting a day loses
    /// nothing, and a refusal would use up the job's key.
    private func isPayable(_ agent: ID, _ amount: Int64, _ order: Order, _ set: borrowing WorkingSet) -> Bool {
        guard set.principals[agent]?.status == .active else { return false }
        do throws(Rejection) {
            try set.checkFunds(
                .commissionRelease,
                from: order.held(agent),
                to: order.available(agent),
                amount: amount
            )
            return true
        } catch { return false }
    }

    private func release(
        _ commission: Commission,
        _ order: Order,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) {
        set.transfer(
            .commissionRelease,
            from: order.held(commission.agentID),
            to: order.available(commission.agentID),
            amount: commission.outstanding,
            refID: order.id,
            &context
        )
        set.commissions.update(commission.key) { $0.state = .released }
        self.record("commission.released", commission, &set, &context)
    }

    private func record(
        _ action: String,
        _ before: Commission,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) {
        guard let after = set.commissions[before.key] else { preconditionFailure("commission \(before.key) vanished") }
        set.record(action, after, before: before, &context)
    }
}
