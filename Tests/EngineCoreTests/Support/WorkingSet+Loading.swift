import EngineCore

extension WorkingSet {
    /// Takes every row of another set as loaded and locked.
    mutating func loadAll(_ other: borrowing WorkingSet) {
        Self.copy(other.ledgers, &self.ledgers)
        Self.copy(other.principals, &self.principals)
        Self.copy(other.agents, &self.agents)
        Self.copy(other.members, &self.members)
        Self.copy(other.ancestors, &self.ancestors)
        Self.copy(other.ownerships, &self.ownerships)
        Self.copy(other.products, &self.products)
        Self.copy(other.prices, &self.prices)
        Self.copy(other.stocks, &self.stocks)
        Self.copy(other.plans, &self.plans)
        Self.copy(other.settings, &self.settings)
        Self.copy(other.orders, &self.orders)
        Self.copy(other.orderLines, &self.orderLines)
        Self.copy(other.refunds, &self.refunds)
        Self.copy(other.commissions, &self.commissions)
        Self.copy(other.clawbacks, &self.clawbacks)
        for account in other.accounts.rows.rows { self.accounts.load(account) }
        Self.copy(other.transfers, &self.transfers)
        Self.copy(other.holds, &self.holds)
        Self.copy(other.cashRequests, &self.cashRequests)
        Self.copy(other.periods, &self.periods)
        Self.copy(other.statements, &self.statements)
        Self.copy(other.approvals, &self.approvals)
        Self.copy(other.reconItems, &self.reconItems)
        Self.copy(other.sessions, &self.sessions)
        Self.copy(other.consumers, &self.consumers)
        Self.copy(other.outcomes, &self.outcomes)
        Self.copy(other.events, &self.events)
    }

    private static func copy<Row: StoredRow>(_ from: RowSet<Row>, _ to: inout RowSet<Row>) {
        for row in from.rows { to.load(row, isLocked: true) }
    }
}
