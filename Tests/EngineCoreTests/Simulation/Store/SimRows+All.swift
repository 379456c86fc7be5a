import EngineCore

extension SimRows {
    /// All rows of a table, sorted by key.
    func all<Row: StoredRow>(_ type: Row.Type) throws -> [Row] {
        let tables: [Any] = [
            self.ledgers, self.principals, self.agents, self.members, self.ancestors, self.ownerships, self.products,
            self.prices, self.stocks, self.plans, self.settings, self.orders, self.orderLines, self.refunds,
            self.commissions, self.clawbacks, self.accounts, self.transfers, self.holds, self.cashRequests,
            self.periods, self.statements, self.approvals, self.reconItems, self.sessions, self.consumers,
            self.outcomes, self.events, self.seals,
        ]
        for case let table as SimTable<Row> in tables { return table.sorted }
        throw UnknownTable(name: Row.table.name)
    }

    struct UnknownTable: Error { var name: String }
}
