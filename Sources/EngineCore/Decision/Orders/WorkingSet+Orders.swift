/// Finding what belongs to an order.
extension WorkingSet {
    /// An order that the actor may work on: its member if `member` says so, or an admin who holds one of `admins`.
    /// - Throws: `role-forbidden`; `not-found` for an order that is absent or somebody else's.
    func order(_ id: ID, for actor: Actor, member: Bool, admins: AdminRoles) throws(Rejection) -> Order {
        switch actor.role {
        case .member where member:
            guard let order = self.orders[id], order.memberID == actor.id else { throw Rejection(.notFound) }
            return order
        case .admin:
            try actor.require(admins)
            guard let order = self.orders[id] else { throw Rejection(.notFound) }
            return order
        default: throw Rejection(.roleForbidden)
        }
    }

    /// The lines of an order; they are numbered from 1 without gaps.
    func lines(of orderID: ID) -> [OrderLine] {
        var lines: [OrderLine] = []
        while let line = self.orderLines[OrderLine.Key(orderID: orderID, line: Int16(lines.count + 1))] {
            lines.append(line)
        }
        return lines
    }

    /// The commissions on one line, by level; a level that earned nothing has none.
    func commissions(on line: OrderLine) -> [Commission] {
        (1...PlanRates.levelLimit).compactMap { level in
            self.commissions[Commission.Key(orderID: line.orderID, line: line.line, level: Int16(level))]
        }
    }

    /// The plan under which a line was sold; it is loaded with the order.
    func plan(of line: OrderLine) -> Plan? {
        guard let id = line.planID else { return nil }
        guard let plan = self.plans[id] else {
            preconditionFailure("plan \(id) of order \(line.orderID) is not loaded")
        }
        return plan
    }

    /// The accounts of a placed order: wallet and revenue, and those of `kinds` of every agent who earns on it.
    func accounts(ofOrder id: ID, agents kinds: [AccountKind], into refs: inout Set<AccountRef>) {
        guard let order = self.orders[id] else { return }
        refs.formUnion([order.wallet, order.revenue])
        let upline = Upline(of: order).entries
        if kinds.isEmpty || upline.isEmpty { return }
        refs.insert(order.commissionAccount)
        for entry in upline {
            for kind in kinds {
                refs.insert(AccountRef(ledgerID: order.ledgerID, kind: kind, ownerID: entry.agentID))
            }
        }
    }

    /// Changes an order; its version grows with every change.
    mutating func update(_ order: Order, _ change: (inout Order) -> Void) -> Order {
        self.orders.update(order.id) {
            change(&$0)
            $0.version += 1
        }
        guard let changed = self.orders[order.id] else { preconditionFailure("order \(order.id) vanished") }
        return changed
    }

    /// Moves an order that needs nothing else to another state, and records it.
    mutating func move(_ order: Order, to state: OrderState, _ context: inout Context) -> Reply {
        let changed = self.update(order) { $0.state = state }
        self.record("order.\(state.name)", changed, before: order, &context)
        return Reply(image: changed.image)
    }

    mutating func record(_ action: String, _ order: Order, before: Order?, _ context: inout Context) {
        self.record(
            action,
            subject: order.id,
            scope: order.memberID,
            before: before?.image,
            after: order.image,
            &context
        )
    }

    mutating func record(_ action: String, _ commission: Commission, before: Commission?, _ context: inout Context) {
        self.record(
            action,
            subject: commission.orderID,
            scope: commission.agentID,
            before: before?.image,
            after: commission.image,
            &context
        )
    }
}
