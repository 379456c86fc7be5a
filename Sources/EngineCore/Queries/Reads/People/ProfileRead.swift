import SQLStore

/// The reader's own principal.
package struct ProfileRead: EngineRead {
    package init() {}

    private static let query = ReadQuery(
        "profile",
        [.uuid],
        """
        SELECT \(Principal.table.columns("p")), m.agent_id, a.parent_id, a.tier, a.referral
        FROM principal p LEFT JOIN member m ON m.id = p.id LEFT JOIN agent a ON a.id = p.id
        WHERE p.id = $1
        """
    )

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Profile? {
        try connection.find(Self.query, [.uuid(scope.principal)], as: Profile.self)
    }
}
