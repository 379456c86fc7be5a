extension PayOrder: Deciding {
    package static let kind = "pay_order"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.orders.insert(self.orderID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.accounts(ofOrder: self.orderID, agents: [.held], into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let order = try set.order(self.orderID, for: context.actor, member: true, admins: [])
        // An order that the sweep has closed and one that it will close answer the same.
        let isPastDue = order.state == .awaitingPayment && context.now >= order.expiresAt
        if isPastDue || order.state == .expired {
            throw Rejection(.holdExpired, ["expires_at": .int(order.expiresAt)])
        }
        try order.state.check(moveTo: .paid)
        guard let hold = order.holdSeq else { preconditionFailure("order \(order.id) has no hold") }
        let lines = set.lines(of: order.id)
        let commissions = self.commissions(on: lines, of: order, set)
        for (agent, amount) in commissions.sums(\.accrued) {
            try set.checkFunds(
                .commissionAccrual,
                from: order.commissionAccount,
                to: order.held(agent),
                amount: amount
            )
        }

        set.post(.orderPost, hold: hold, from: order.wallet, to: order.revenue, &context)
        for line in lines { set.takeStock(line) }
        let reply = set.move(order, to: .paid, &context)
        for commission in commissions {
            set.transfer(
                .commissionAccrual,
                from: order.commissionAccount,
                to: order.held(commission.agentID),
                amount: commission.accrued,
                refID: order.id,
                &context
            )
            set.commissions.insert(commission)
            set.record("commission.accrued", commission, before: nil, &context)
        }
        return reply
    }

    /// What each level earns; an agent who was closed since the order was placed earns nothing.
    private func commissions(on lines: [OrderLine], of order: Order, _ set: borrowing WorkingSet) -> [Commission] {
        let upline = Upline(of: order)
        var closed: Set<ID> = []
        for entry in upline.entries {
            guard let principal = set.principals[entry.agentID] else {
                preconditionFailure("agent \(entry.agentID) of order \(order.id) is not loaded")
            }
            if principal.status == .closed { closed.insert(entry.agentID) }
        }
        var commissions: [Commission] = []
        for line in lines {
            guard let plan = set.plan(of: line) else { continue }
            for share in PlanRates(of: plan).shares(of: line.amount, among: upline, skipping: closed.contains) {
                commissions.append(Commission(share, on: line))
            }
        }
        return commissions
    }
}

extension Commission {
    fileprivate init(_ share: CommissionShare, on line: OrderLine) {
        self.init(
            orderID: line.orderID,
            line: line.line,
            level: share.level,
            agentID: share.agentID,
            ratePpm: share.ratePpm,
            base: line.amount,
            accrued: share.amount,
            reversed: 0,
            state: .held
        )
    }
}
