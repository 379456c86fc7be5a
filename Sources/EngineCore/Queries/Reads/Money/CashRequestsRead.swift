import SQLStore

/// Deposits, withdrawals and payouts, newest first.
package struct CashRequestsRead: EngineRead {
    package var page: PageRequest
    package var state: CashState?
    package var kind: CashKind?

    package init(page: PageRequest, state: CashState? = nil, kind: CashKind? = nil) {
        (self.page, self.state, self.kind) = (page, state, kind)
    }

    static let roles: AdminRoles = [.finance, .auditor]

    private static let query = ScopedQuery(
        ("cash_requests_member", "cash_requests_agent", "cash_requests_admin"),
        [.int16, .int16, .uuid, .int64],
        member: "c.principal_id = $1",
        agent: "c.principal_id = $1",
        admin: Self.roles
    ) { condition in
        """
        SELECT \(CashRequest.table.columns("c")) FROM cash_request c
        WHERE \(condition) AND ($2 IS NULL OR c.state = $2) AND ($3 IS NULL OR c.kind = $3) AND c.id < $4
        ORDER BY c.id DESC LIMIT $5
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<CashRequest> {
        try connection.page(
            self.page,
            after: .newest("c"),
            Self.query,
            scope,
            [.int16(self.state?.rawValue), .int16(self.kind?.rawValue)],
            as: CashRequest.self
        ) { PageKey("c", .id($0.id)) }
    }
}
