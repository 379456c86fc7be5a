import SQLStore

/// Items of providers' reports, newest first.
package struct ReconItemsRead: EngineRead {
    package var page: PageRequest
    package var state: ReconState?
    package var runID: ID?

    package init(page: PageRequest, state: ReconState? = nil, runID: ID? = nil) {
        (self.page, self.state, self.runID) = (page, state, runID)
    }

    private static let query = ScopedQuery(
        ("recon_items_member", "recon_items_agent", "recon_items"),
        [.int16, .uuid, .uuid, .int64],
        member: nil,
        agent: nil,
        admin: [.finance, .auditor]
    ) { condition in
        """
        SELECT \(ReconItem.table.columns("r")) FROM recon_item r
        WHERE \(condition) AND ($2 IS NULL OR r.state = $2) AND ($3 IS NULL OR r.run_id = $3) AND r.id < $4
        ORDER BY r.id DESC LIMIT $5
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<ReconItem> {
        try connection.page(
            self.page,
            after: .newest("i"),
            Self.query,
            scope,
            [.int16(self.state?.rawValue), .uuid(self.runID)],
            as: ReconItem.self
        ) { PageKey("i", .id($0.id)) }
    }
}
