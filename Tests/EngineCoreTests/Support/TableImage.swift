import EngineCore

/// All rows of a working set but stored outcomes, to compare before with after.
struct TableImage: Equatable {
    private var tables: [String: AnyHashable] = [:]

    init(_ set: borrowing WorkingSet) {
        self.add(set.ledgers)
        self.add(set.principals)
        self.add(set.agents)
        self.add(set.members)
        self.add(set.ancestors)
        self.add(set.ownerships)
        self.add(set.products)
        self.add(set.prices)
        self.add(set.stocks)
        self.add(set.plans)
        self.add(set.settings)
        self.add(set.orders)
        self.add(set.orderLines)
        self.add(set.refunds)
        self.add(set.commissions)
        self.add(set.clawbacks)
        self.add(set.accounts.rows)
        self.add(set.transfers)
        self.add(set.holds)
        self.add(set.cashRequests)
        self.add(set.periods)
        self.add(set.statements)
        self.add(set.approvals)
        self.add(set.reconItems)
        self.add(set.sessions)
        self.add(set.consumers)
        self.add(set.events)
    }

    /// Tables that are not the same in both.
    func changes(from other: TableImage) -> [String] {
        self.tables.keys.filter { self.tables[$0] != other.tables[$0] }.sorted()
    }

    private mutating func add<Row: StoredRow & Hashable>(_ rows: RowSet<Row>) {
        self.tables[Row.table.name] = AnyHashable(Array(rows.rows))
    }
}
