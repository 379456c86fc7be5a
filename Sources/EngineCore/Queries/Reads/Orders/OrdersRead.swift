import SQLStore

/// Orders, newest first.
package struct OrdersRead: EngineRead {
    package var page: PageRequest
    package var state: OrderState?
    /// Only orders of this member.
    package var memberID: ID?

    package init(page: PageRequest, state: OrderState? = nil, memberID: ID? = nil) {
        (self.page, self.state, self.memberID) = (page, state, memberID)
    }

    static let roles: AdminRoles = [.operations, .finance, .support, .auditor]
    static let agentCondition = "o.agent_id IN \(ScopedQuery.subtree)"

    private static let query = ScopedQuery(
        ("orders_own", "orders_subtree", "orders_admin"),
        [.int16, .uuid, .uuid, .int64],
        member: "o.member_id = $1",
        agent: Self.agentCondition,
        admin: Self.roles
    ) { condition in
        """
        SELECT \(Order.table.columns("o")) FROM orders o
        WHERE \(condition) AND ($2 IS NULL OR o.state = $2) AND ($3 IS NULL OR o.member_id = $3) AND o.id < $4
        ORDER BY o.id DESC LIMIT $5
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<Order> {
        try connection.page(
            self.page,
            after: .newest("o"),
            Self.query,
            scope,
            [.int16(self.state?.rawValue), .uuid(self.memberID)],
            as: Order.self
        ) { PageKey("o", .id($0.id)) }
    }
}
