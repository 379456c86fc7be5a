import SQLStore

/// Commissions, those of the newest orders first: an agent's own, or of one agent for admins.
package struct CommissionsRead: EngineRead {
    package var page: PageRequest
    /// Only of this agent.
    package var agentID: ID?
    package var state: CommissionState?

    package init(page: PageRequest, agentID: ID? = nil, state: CommissionState? = nil) {
        (self.page, self.agentID, self.state) = (page, agentID, state)
    }

    static let roles: AdminRoles = [.finance, .auditor]

    private static let query = ScopedQuery(
        ("commissions_member", "commissions_own", "commissions_admin"),
        [.uuid, .int16, .uuid, .int64, .int64, .int64],
        member: nil,
        agent: "c.agent_id = $1",
        admin: Self.roles
    ) { condition in
        """
        SELECT \(Commission.table.columns("c")) FROM commission c
        WHERE \(condition) AND ($2 IS NULL OR c.agent_id = $2) AND ($3 IS NULL OR c.state = $3)
          AND (c.order_id, c.line, c.level) < ($4, $5, $6)
        ORDER BY c.order_id DESC, c.line DESC, c.level DESC LIMIT $7
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<Commission> {
        try connection.page(
            self.page,
            after: PageKey("k", .id(ID(high: .max, low: .max)), .number(0), .number(0)),
            Self.query,
            scope,
            [.uuid(self.agentID), .int16(self.state?.rawValue)],
            as: Commission.self
        ) { PageKey("k", .id($0.orderID), .number(Int64($0.line)), .number(Int64($0.level))) }
    }
}
