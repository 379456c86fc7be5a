import SQLStore

/// One member.
package struct MemberRead: EngineRead {
    package var id: ID

    package init(id: ID) { self.id = id }

    private static let query = ScopedQuery(
        ("member_own", "member_subtree", "member_admin"),
        [.uuid],
        member: "m.id = $1",
        agent: "m.agent_id IN \(ScopedQuery.subtree)",
        admin: [.operations, .support, .auditor]
    ) { condition in
        "SELECT \(MemberRow.columns) FROM member m JOIN principal p ON p.id = m.id WHERE m.id = $2 AND \(condition)"
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> MemberRow? {
        try connection.find(Self.query, scope, [.uuid(self.id)], as: MemberRow.self)?.masked(for: scope)
    }
}
