import SQLStore

/// The reader's own sessions, newest first.
package struct SessionsRead: EngineRead {
    package var page: PageRequest

    package init(page: PageRequest) { self.page = page }

    private static let query = ReadQuery(
        "sessions",
        [.uuid, .uuid, .int64],
        """
        SELECT s.family, s.rotated_at, s.expires_at, s.revoked_at FROM session s
        WHERE s.principal_id = $1 AND s.family < $2 ORDER BY s.family DESC LIMIT $3
        """
    )

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<SessionRow> {
        try connection.page(
            self.page,
            after: .newest("f"),
            Self.query,
            [.uuid(scope.principal)],
            as: SessionRow.self
        ) { PageKey("f", .id($0.family)) }
    }
}
