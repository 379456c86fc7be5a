package import SQLStore

/// An admin and the roles.
public struct AdminRow: Sendable, Hashable {
    public let id: ID
    public let name: String
    public let login: String
    public let status: PrincipalStatus
    public let roles: AdminRoles
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
