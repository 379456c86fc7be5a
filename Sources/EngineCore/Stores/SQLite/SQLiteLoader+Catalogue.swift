import SQLStore

/// Products, prices, plans, settings, periods and statements.
extension SQLiteLoader {
    func catalogue(
        _ needs: Needs,
        _ connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        if !needs.ledgers.isEmpty || !needs.currencies.isEmpty || !needs.products.isEmpty
            || !needs.accountOwners.isEmpty
        {
            try self.rows(LoadQueries.ledgers, connection, into: &set.ledgers) { _ in }
        }
        let ledgers = set.ledgers.rows.map(\.id).sorted()
        for id in needs.ledgers.sorted() {
            try self.rows(LoadQueries.plansOfLedger, connection, into: &set.plans) {
                $0.int16(id)
                $0.int64(self.now)
            }
        }
        for id in needs.products.sorted() {
            try self.row(LoadQueries.product, id, connection, into: &set.products)
            try self.row(LoadQueries.stock, id, connection, into: &set.stocks)
            for ledger in ledgers {
                try self.rows(LoadQueries.newestPrice, connection, into: &set.prices) {
                    $0.id(id)
                    $0.int16(ledger)
                    $0.int64(self.now)
                }
            }
        }
        for sku in needs.skus.sorted() {
            try self.rows(LoadQueries.productBySKU, connection, into: &set.products) { $0.text(sku) }
        }
        for key in needs.prices.sorted() {
            try self.rows(LoadQueries.price, connection, into: &set.prices) { Price.write(key: key, into: &$0) }
        }
        for name in needs.settings.sorted() {
            try self.rows(LoadQueries.setting, connection, into: &set.settings) { $0.text(name) }
        }
    }

    func periods(
        _ needs: Needs,
        _ connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        for id in needs.periods.sorted() { try self.row(LoadQueries.period, id, connection, into: &set.periods) }
        for ledger in needs.openPeriods.sorted() {
            try self.rows(LoadQueries.openPeriods, connection, into: &set.periods) { $0.int16(ledger) }
            try self.rows(LoadQueries.lastIssuedPeriod, connection, into: &set.periods) { $0.int16(ledger) }
        }
        for page in needs.statementPages { try self.page(page, connection, into: &set) }
    }

    private func page(
        _ page: StatementPage,
        _ connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        let found = try self.row(LoadQueries.period, page.periodID, connection, into: &set.periods)
        guard let period = found, period.state == .closing, let last = period.lastSeq else { return }
        let earlier = try self.rows(LoadQueries.issuedBefore, connection, into: &set.periods) {
            $0.int16(period.ledgerID)
            $0.int64(period.startsAt)
        }.first
        var ids: [ID] = []
        try connection.withStatement(WriteQueries.agentPage) { statement throws(SQLError) in
            statement.id(page.after)
            statement.int64(Int64(page.limit))
            while try statement.step() { ids.append(statement.id()) }
        }
        for id in ids {
            for periodID in [period.id, earlier?.id].compactMap({ $0 }) {
                try self.rows(LoadQueries.statement, connection, into: &set.statements) {
                    Statement.write(key: Statement.Key(periodID: periodID, agentID: id), into: &$0)
                }
            }
            try self.rows(LoadQueries.agentTransfers, connection, into: &set.transfers) {
                $0.int16(period.ledgerID)
                $0.id(id)
                $0.int64(earlier?.lastSeq ?? 0)
                $0.int64(last)
            }
        }
        let known = Set(set.statementAgents[page.periodID] ?? [])
        set.statementAgents[page.periodID] = known.union(ids).sorted()
    }
}
