import SQLStore

/// Members, newest first.
package struct MembersRead: EngineRead {
    package var page: PageRequest
    /// Only members whom this agent owns now.
    package var agentID: ID?

    package init(page: PageRequest, agentID: ID? = nil) { (self.page, self.agentID) = (page, agentID) }

    private static let query = ScopedQuery(
        ("members_own", "members_subtree", "members_admin"),
        [.uuid, .uuid, .int64],
        member: "m.id = $1",
        agent: "m.agent_id IN \(ScopedQuery.subtree)",
        admin: [.operations, .support, .auditor]
    ) { condition in
        """
        SELECT \(MemberRow.columns) FROM member m JOIN principal p ON p.id = m.id
        WHERE \(condition) AND ($2 IS NULL OR m.agent_id = $2) AND m.id < $3 ORDER BY m.id DESC LIMIT $4
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<MemberRow> {
        try connection.page(
            self.page,
            after: .newest("m"),
            Self.query,
            scope,
            [.uuid(self.agentID)],
            as: MemberRow.self
        ) { PageKey("m", .id($0.id)) }.map { $0.masked(for: scope) }
    }
}
