import EngineCore

extension PlainModel {
    /// The first row that is not what the model has; nil if all agree.
    func difference(from rows: SimRows) -> String? {
        self.accountDifference(rows) ?? self.orderDifference(rows) ?? self.cashDifference(rows)
            ?? self.peopleDifference(rows) ?? self.productDifference(rows) ?? self.periodDifference(rows)
    }

    private func accountDifference(_ rows: SimRows) -> String? {
        for row in rows.accounts.rows.values {
            let plain = self.accounts[row.ref] ?? PlainAccount()
            if row.plain != plain { return "balance of \(row.ref): \(row.plain) instead of \(plain)" }
        }
        for (ref, plain) in self.accounts where rows.index.account[ref] == nil && plain != PlainAccount() {
            return "account \(ref) is missing"
        }
        return nil
    }

    private func orderDifference(_ rows: SimRows) -> String? {
        if rows.orders.rows.count != self.orders.count { return "\(rows.orders.rows.count) orders" }
        for id in self.orders.keys { if let difference = self.difference(ofOrder: id, rows) { return difference } }
        for (id, refund) in self.refunds where rows.refunds[id]?.state != refund.state {
            return "refund \(id) is not \(refund.state)"
        }
        return nil
    }

    /// What is wrong with one order, its lines and its commissions.
    func difference(ofOrder id: ID, _ rows: SimRows) -> String? {
        guard let order = self.orders[id], let row = rows.orders[id], row.state == order.state,
            row.total == order.total, row.refunded == order.refunded, row.memberID == order.member
        else {
            return
                "order \(id): \(String(describing: rows.orders[id])) instead of \(String(describing: self.orders[id]))"
        }
        for (index, line) in order.lines.enumerated() {
            let key = OrderLine.Key(orderID: id, line: Int16(index + 1))
            guard let found = rows.orderLines[key], found.amount == line.amount, found.refunded == line.refunded,
                found.planID == line.plan
            else { return "line \(key): \(String(describing: rows.orderLines[key])) instead of \(line)" }
            if let difference = self.commissionDifference(line, key, rows) { return difference }
        }
        return nil
    }

    private func commissionDifference(_ line: PlainLine, _ key: OrderLine.Key, _ rows: SimRows) -> String? {
        for commission in line.commissions {
            let key = Commission.Key(orderID: key.orderID, line: key.line, level: Int16(commission.level))
            let state: CommissionState =
                commission.rest == 0 ? .reversed : commission.isReleased ? .released : .held
            guard let row = rows.commissions[key], row.accrued == commission.accrued,
                row.reversed == commission.reversed, row.state == state, row.agentID == commission.agent,
                state != .held || row.dueAt == commission.due
            else { return "commission \(key): \(String(describing: rows.commissions[key])) instead of \(commission)" }
        }
        let count = (rows.index.commissionsOf[key.orderID] ?? []).count { $0.line == key.line }
        return count == line.commissions.count ? nil : "line \(key) has \(count) commissions"
    }

    private func cashDifference(_ rows: SimRows) -> String? {
        for (id, request) in self.cash {
            guard let row = rows.cashRequests[id], row.state == request.state, row.amount == request.amount,
                row.externalID == request.external
            else { return "request \(id): \(String(describing: rows.cashRequests[id])) instead of \(request)" }
        }
        for (id, approval) in self.approvals where rows.approvals[id]?.state != approval.state {
            return "approval \(id) is not \(approval.state)"
        }
        return nil
    }

    private func peopleDifference(_ rows: SimRows) -> String? {
        for (id, person) in self.people {
            guard let row = rows.principals[id], row.status == person.status, row.role == person.role,
                row.adminRoles == person.adminRoles, row.login == person.login
            else { return "principal \(id): \(String(describing: rows.principals[id])) instead of \(person)" }
            if person.role == .member && rows.members[id]?.agentID != person.agent { return "member \(id) moved" }
            if person.role == .agent
                && (rows.agents[id]?.tier != person.tier || rows.agents[id]?.parentID != person.agent)
            {
                return "agent \(id): \(String(describing: rows.agents[id])) instead of \(person)"
            }
        }
        return rows.principals.rows.count == self.people.count ? nil : "\(rows.principals.rows.count) principals"
    }

    private func productDifference(_ rows: SimRows) -> String? {
        for id in self.products.keys { if let difference = self.difference(ofProduct: id, rows) { return difference } }
        return nil
    }

    /// What is wrong with one product and its stock.
    func difference(ofProduct id: ID, _ rows: SimRows) -> String? {
        guard let product = self.products[id], let row = rows.products[id], row.version == product.version,
            (row.status == .active) == product.isActive, rows.stocks[id]?.onHand == product.onHand,
            rows.stocks[id]?.reserved ?? 0 == product.reserved
        else {
            return "product \(id): \(String(describing: rows.products[id])) \(String(describing: rows.stocks[id]))"
                + " instead of \(String(describing: self.products[id]))"
        }
        return nil
    }

    /// I10: what issued statements say.
    private func periodDifference(_ rows: SimRows) -> String? {
        for (id, period) in self.periods {
            guard let row = rows.periods[id], row.state == period.state else {
                return "period \(id) is not \(period.state)"
            }
            if period.state != .open && row.lastSeq != Int64(period.journalEnd) { return "period \(id): \(row)" }
            for agent in period.issuedAgents {
                let key = Statement.Key(periodID: id, agentID: agent)
                guard let found = rows.statements[key], let plain = self.statement(of: agent, period) else {
                    return "I10 statements: \(key)"
                }
                let stored = PlainStatement(
                    opening: found.opening,
                    accrued: found.accrued,
                    reversed: found.reversed,
                    released: found.released,
                    paid: found.paid,
                    closing: found.closing
                )
                if stored != plain { return "I10 statements: \(key) \(stored) instead of \(plain)" }
            }
        }
        let count = self.periods.values.reduce(0) { $0 + $1.issuedAgents.count }
        return rows.statements.rows.count == count ? nil : "\(rows.statements.rows.count) statements"
    }
}
