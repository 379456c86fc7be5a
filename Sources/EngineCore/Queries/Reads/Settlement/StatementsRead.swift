import SQLStore

/// Statements, newest period first: an agent's own issued ones, or those of one agent for admins.
package struct StatementsRead: EngineRead {
    package var page: PageRequest
    package var agentID: ID?
    package var periodID: ID?

    package init(page: PageRequest, agentID: ID? = nil, periodID: ID? = nil) {
        (self.page, self.agentID, self.periodID) = (page, agentID, periodID)
    }

    static let ownCondition = "s.agent_id = $1 AND p.state = \(PeriodState.issued.rawValue)"

    private static let query = ScopedQuery(
        ("statements_member", "statements_own", "statements_admin"),
        [.uuid, .uuid, .uuid, .uuid, .int64],
        member: nil,
        agent: Self.ownCondition,
        admin: CommissionsRead.roles
    ) { condition in
        """
        SELECT \(StatementRow.columns) FROM period p JOIN statement s ON s.period_id = p.id
        WHERE \(condition) AND ($2 IS NULL OR s.agent_id = $2) AND ($3 IS NULL OR s.period_id = $3)
          AND (s.period_id, s.agent_id) < ($4, $5)
        ORDER BY s.period_id DESC, s.agent_id DESC LIMIT $6
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<StatementRow> {
        try connection.page(
            self.page,
            after: PageKey("s", .id(ID(high: .max, low: .max)), .id(ID(high: .max, low: .max))),
            Self.query,
            scope,
            [.uuid(self.agentID), .uuid(self.periodID)],
            as: StatementRow.self
        ) { PageKey("s", .id($0.statement.periodID), .id($0.statement.agentID)) }
    }
}
