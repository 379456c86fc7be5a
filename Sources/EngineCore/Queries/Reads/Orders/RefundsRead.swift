import SQLStore

/// Refunds, newest first.
package struct RefundsRead: EngineRead {
    package var page: PageRequest
    package var state: RefundState?

    package init(page: PageRequest, state: RefundState? = nil) { (self.page, self.state) = (page, state) }

    private static let query = ScopedQuery(
        ("refunds_own", "refunds_subtree", "refunds_admin"),
        [.int16, .uuid, .int64],
        member: "o.member_id = $1",
        agent: OrdersRead.agentCondition,
        admin: OrdersRead.roles
    ) { condition in
        """
        SELECT \(Refund.table.columns("r")) FROM refund r JOIN orders o ON o.id = r.order_id
        WHERE \(condition) AND ($2 IS NULL OR r.state = $2) AND r.id < $3 ORDER BY r.id DESC LIMIT $4
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<Refund> {
        try connection.page(
            self.page,
            after: .newest("r"),
            Self.query,
            scope,
            [.int16(self.state?.rawValue)],
            as: Refund.self
        ) { PageKey("r", .id($0.id)) }
    }
}
