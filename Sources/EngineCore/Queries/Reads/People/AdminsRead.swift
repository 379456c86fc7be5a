import SQLStore

/// Admins, newest first.
package struct AdminsRead: EngineRead {
    package var page: PageRequest
    /// Only this one.
    package var id: ID?

    package init(page: PageRequest, id: ID? = nil) { (self.page, self.id) = (page, id) }

    private static let query = ScopedQuery(
        ("admins_member", "admins_agent", "admins"),
        [.uuid, .uuid, .int64],
        member: nil,
        agent: nil,
        admin: [.super, .auditor]
    ) { condition in
        """
        SELECT p.id, p.name, p.login, p.status, p.admin_roles, p.version FROM principal p
        WHERE \(condition) AND p.role = \(Role.admin.rawValue) AND ($2 IS NULL OR p.id = $2) AND p.id < $3
        ORDER BY p.id DESC LIMIT $4
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<AdminRow> {
        try connection.page(
            self.page,
            after: .newest("a"),
            Self.query,
            scope,
            [.uuid(self.id)],
            as: AdminRow.self
        ) { PageKey("a", .id($0.id)) }
    }
}
