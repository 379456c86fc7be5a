import SQLStore

/// The first trip; see ``Needs`` for what comes with each class.
extension PostgreSQLStore {
    static func load(
        _ needs: Needs,
        on connection: inout PostgreSQLConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        var trip = PostgreSQLTripLoader()
        try trip.send(.begin, on: &connection)
        var keys = ArrayColumns([.uuid, .text])
        for key in needs.keys.sorted() { StoredOutcome.write(key: key, into: &keys) }
        try trip.load(PostgreSQLLoads.keys, PostgreSQLValues(), keys, on: &connection)
        try self.lockAggregates(needs, &trip, &connection)
        try self.lockPeople(needs, &trip, &connection)
        try self.lockCatalogue(needs, &trip, &connection)
        try self.readDetails(needs, &trip, &connection)
        try trip.finish(on: &connection, into: &set)
        for page in needs.statementPages { try self.load(page, on: &connection, into: &set) }
    }

    private static func lockAggregates(
        _ needs: Needs,
        _ trip: inout PostgreSQLTripLoader,
        _ connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        try trip.load(PostgreSQLLoads.orders, ids: needs.orders, on: &connection)
        let refunds = self.kinds([(needs.refunds, 0), (needs.orders, 1)])
        try trip.load(PostgreSQLLoads.refunds, PostgreSQLValues(), refunds, on: &connection)
        var cash = ArrayColumns([.uuid, .text, .text])
        for id in needs.cashRequests.sorted() {
            cash.id(id)
            cash.null(.text)
            cash.null(.text)
        }
        for external in needs.externalIDs.sorted() {
            cash.null(.uuid)
            cash.text(external.provider)
            cash.text(external.id)
        }
        try trip.load(PostgreSQLLoads.cashRequests, PostgreSQLValues(), cash, on: &connection)
        var windows = ArrayColumns([.text, .int64, .int64])
        for window in needs.providerWindows {
            windows.text(window.provider)
            windows.int64(window.from)
            windows.int64(window.to)
        }
        try trip.load(PostgreSQLLoads.providerDeposits, PostgreSQLValues(), windows, on: &connection)
        try trip.load(PostgreSQLLoads.approvals, ids: needs.approvals, on: &connection)
        var periods = ArrayColumns([.uuid, .int16])
        for id in needs.periods.union(needs.statementPages.map(\.periodID)).sorted() {
            periods.id(id)
            periods.null(.int16)
        }
        for ledger in needs.openPeriods.sorted() {
            periods.null(.uuid)
            periods.int16(ledger)
        }
        try trip.load(PostgreSQLLoads.periods, PostgreSQLValues(), periods, on: &connection)
    }

    private static func lockPeople(
        _ needs: Needs,
        _ trip: inout PostgreSQLTripLoader,
        _ connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        try trip.load(PostgreSQLLoads.members, ids: needs.members, on: &connection)
        try trip.load(PostgreSQLLoads.ownerships, ids: needs.members, on: &connection)
        var people = ArrayColumns([.uuid, .int16, .text])
        let direct = needs.principals.union(needs.members).union(needs.agents)
        for (ids, kind) in [(direct, 0), (needs.orders, 1), (needs.members, 2), (needs.cashRequests, 3)] {
            for id in ids.sorted() {
                people.id(id)
                people.int16(Int16(kind))
                people.null(.text)
            }
        }
        for code in needs.referrals.sorted() {
            people.null(.uuid)
            people.int16(4)
            people.text(code)
        }
        try trip.load(PostgreSQLLoads.principals, PostgreSQLValues(), people, on: &connection)
        let isAgentAsked =
            !(needs.agents.isEmpty && needs.orders.isEmpty && needs.members.isEmpty && needs.referrals.isEmpty)
        if isAgentAsked {
            try trip.load(PostgreSQLLoads.agents, PostgreSQLValues(), people, on: &connection)
            try trip.load(PostgreSQLLoads.ancestors, PostgreSQLValues(), people, on: &connection)
        }
        try trip.load(PostgreSQLLoads.sessions, ids: needs.sessions, on: &connection)
    }

    private static func lockCatalogue(
        _ needs: Needs,
        _ trip: inout PostgreSQLTripLoader,
        _ connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        try trip.load(PostgreSQLLoads.products, ids: needs.products, on: &connection)
        let stocks = self.kinds([(needs.products, 0), (needs.orders, 1)])
        try trip.load(PostgreSQLLoads.stocks, PostgreSQLValues(), stocks, on: &connection)
        try trip.load(PostgreSQLLoads.settings, texts: needs.settings, on: &connection)
        try trip.load(PostgreSQLLoads.reconItems, ids: needs.reconItems, on: &connection)
        try trip.load(PostgreSQLLoads.consumers, texts: needs.consumers, on: &connection)
    }

    private static func readDetails(
        _ needs: Needs,
        _ trip: inout PostgreSQLTripLoader,
        _ connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        try trip.load(PostgreSQLLoads.orderLines, ids: needs.orders, on: &connection)
        try trip.load(PostgreSQLLoads.commissions, ids: needs.orders, on: &connection)
        let holds = self.kinds([(needs.orders, 1), (needs.cashRequests, 3)])
        try trip.load(PostgreSQLLoads.holds, PostgreSQLValues(), holds, on: &connection)
        try trip.load(PostgreSQLLoads.linePlans, ids: needs.orders, on: &connection)
        var now = PostgreSQLValues()
        now.int64(needs.now)
        var products = ArrayColumns([.uuid])
        for id in needs.products.sorted() { products.id(id) }
        try trip.load(PostgreSQLLoads.newestPrices, now, products, on: &connection)
        var prices = ArrayColumns([.uuid, .int16, .int64])
        for key in needs.prices.sorted() { Price.write(key: key, into: &prices) }
        try trip.load(PostgreSQLLoads.prices, PostgreSQLValues(), prices, on: &connection)
        if !(needs.ledgers.isEmpty && needs.currencies.isEmpty) {
            try trip.load(PostgreSQLLoads.ledgers, on: &connection)
        }
        var ledgers = ArrayColumns([.int16])
        for ledger in needs.ledgers.sorted() { ledgers.int16(ledger) }
        try trip.load(PostgreSQLLoads.newestPlans, now, ledgers, on: &connection)
        var transfers = ArrayColumns([.int64])
        for seq in needs.transfers.sorted() { transfers.int64(seq) }
        try trip.load(PostgreSQLLoads.transfers, PostgreSQLValues(), transfers, on: &connection)
    }

    /// One array of ids and one of kinds.
    private static func kinds(_ groups: [(ids: Set<ID>, kind: Int16)]) -> ArrayColumns {
        var columns = ArrayColumns([.uuid, .int16])
        for group in groups {
            for id in group.ids.sorted() {
                columns.id(id)
                columns.int16(group.kind)
            }
        }
        return columns
    }
}
