import SQLStore

/// An agent and all below, nearest first.
package struct AgentTreeRead: EngineRead {
    package var root: ID
    package var page: PageRequest

    package init(root: ID, page: PageRequest) { (self.root, self.page) = (root, page) }

    /// Walks along `parent_id`: row security shows an agent only the closure's pairs that begin with that agent.
    private static let query = ScopedQuery(
        ("agent_tree_none", "agent_tree_subtree", "agent_tree_admin"),
        [.uuid, .int64, .uuid, .int64],
        member: nil,
        agent: "r.id IN \(ScopedQuery.subtree)",
        admin: AgentRead.roles
    ) { condition in
        """
        WITH RECURSIVE tree (id, depth) AS (
          SELECT r.id, CAST(0 AS int8) FROM agent r WHERE r.id = $2 AND \(condition)
          UNION ALL SELECT c.id, t.depth + 1 FROM tree t JOIN agent c ON c.parent_id = t.id
        )
        SELECT \(AgentRow.columns), t.depth
        FROM tree t JOIN agent a ON a.id = t.id JOIN principal p ON p.id = t.id
        WHERE (t.depth, t.id) > ($3, $4) ORDER BY t.depth, t.id LIMIT $5
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<AgentRow> {
        try connection.page(
            self.page,
            after: PageKey("t", .number(-1), .id(.nil)),
            Self.query,
            scope,
            [.uuid(self.root)],
            as: AgentRow.self
        ) { PageKey("t", .number($0.depth), .id($0.id)) }
    }
}
