package import SQLStore

/// An admin and the roles.
public struct AdminRow: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// What people call it.
    public let name: String
    /// What it logs in with.
    public let login: String
    /// Where it stands.
    public let status: PrincipalStatus
    /// What it may do.
    public let roles: AdminRoles
    /// Of the row, for `If-Match`.
    public let version: Int32
}

extension AdminRow: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.name = columns.text()
        self.login = columns.text()
        self.status = columns.value(PrincipalStatus.self)
        self.roles = AdminRoles(rawValue: columns.int32())
        self.version = columns.int32()
    }
}
