import SQLStore

extension PostgreSQLStore {
    /// Reads a page of statements; see ``StatementPage``.
    static func load(
        _ page: StatementPage,
        on connection: inout PostgreSQLConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        guard let period = set.periods[page.periodID], period.state == .closing, let last = period.lastSeq else {
            return
        }
        let agents = try self.agents(page, on: &connection)
        var trip = PostgreSQLTripLoader()
        var before = PostgreSQLValues()
        before.int16(period.ledgerID)
        before.int64(period.startsAt)
        try trip.load(PostgreSQLLoads.issuedBefore, before, on: &connection)
        try trip.finish(on: &connection, into: &set)
        let issued = set.periods.rows.filter { $0.ledgerID == period.ledgerID && $0.state == .issued }
        let earlier = issued.filter { $0.startsAt < period.startsAt }.max { $0.startsAt < $1.startsAt }
        var keys = ArrayColumns([.uuid, .uuid])
        for periodID in [period.id, earlier?.id].compactMap({ $0 }) {
            for agent in agents { Statement.write(key: Statement.Key(periodID: periodID, agentID: agent), into: &keys) }
        }
        try trip.load(PostgreSQLLoads.statements, PostgreSQLValues(), keys, on: &connection)
        var range = PostgreSQLValues()
        range.int16(period.ledgerID)
        range.int64(earlier?.lastSeq ?? 0)
        range.int64(last)
        var ids = ArrayColumns([.uuid])
        for agent in agents { ids.id(agent) }
        try trip.load(PostgreSQLLoads.agentTransfers, range, ids, on: &connection)
        try trip.finish(on: &connection, into: &set)
        let known = Set(set.statementAgents[page.periodID] ?? [])
        set.statementAgents[page.periodID] = known.union(agents).sorted()
    }

    private static func agents(
        _ page: StatementPage,
        on connection: inout PostgreSQLConnection
    ) throws(SQLError) -> [ID] {
        var values = PostgreSQLValues()
        values.id(page.after)
        values.int64(Int64(page.limit))
        try connection.send(PostgreSQLLoads.agentPage, values)
        var results = try connection.sync()
        var rows = results.next()
        var ids: [ID] = []
        while rows.next() { ids.append(rows.id()) }
        try rows.check()
        return ids
    }
}
