import SQLStore

/// Settlement periods, newest first.
package struct PeriodsRead: EngineRead {
    package var page: PageRequest
    package var ledgerID: Int16?

    package init(page: PageRequest, ledgerID: Int16? = nil) { (self.page, self.ledgerID) = (page, ledgerID) }

    private static let query = ScopedQuery(
        ("periods_member", "periods_agent", "periods_admin"),
        [.int16, .uuid, .int64],
        member: nil,
        agent: "$1 IS NOT NULL",
        admin: CommissionsRead.roles
    ) { condition in
        """
        SELECT \(Period.table.columns("p")) FROM period p
        WHERE \(condition) AND ($2 IS NULL OR p.ledger_id = $2) AND p.id < $3 ORDER BY p.id DESC LIMIT $4
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<Period> {
        try connection.page(
            self.page,
            after: .newest("d"),
            Self.query,
            scope,
            [.int16(self.ledgerID)],
            as: Period.self
        ) { PageKey("d", .id($0.id)) }
    }
}
