import SQLStore

/// One agent.
package struct AgentRead: EngineRead {
    package var id: ID

    package init(id: ID) { self.id = id }

    static let roles: AdminRoles = [.operations, .finance, .support, .auditor]

    private static let query = ScopedQuery(
        ("agent_none", "agent_subtree", "agent_admin"),
        [.uuid],
        member: nil,
        agent: "a.id IN \(ScopedQuery.subtree)",
        admin: Self.roles
    ) { condition in
        """
        SELECT \(AgentRow.columns), CAST(0 AS int8)
        FROM agent a JOIN principal p ON p.id = a.id WHERE a.id = $2 AND \(condition)
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> AgentRow? {
        try connection.find(Self.query, scope, [.uuid(self.id)], as: AgentRow.self)
    }
}
