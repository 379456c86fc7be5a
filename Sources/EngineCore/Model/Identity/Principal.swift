package import SQLStore

/// Who may act: a member, an agent or an admin.
public struct Principal: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// What it is.
    public var role: Role
    /// What an admin may do; empty for others.
    public var adminRoles: AdminRoles
    /// Where it stands.
    public var status: PrincipalStatus
    /// What it signs in with, in lower case.
    public var login: String
    /// What people call it.
    public var name: String
    /// PHC string; nil: nobody can sign in with one.
    public var password: String?
    /// Tokens of an earlier one are refused.
    public var epoch: Int32
    /// The encrypted TOTP secret; nil: none.
    public var totp: [UInt8]?
    /// The last step used; each is used once.
    public var totpStep: Int64?
    /// Of the row; each change adds 1.
    public var version: Int32
    /// When it was made, microseconds.
    public var createdAt: Int64

    package init(
        id: ID,
        role: Role,
        adminRoles: AdminRoles,
        status: PrincipalStatus,
        login: String,
        name: String,
        password: String? = nil,
        epoch: Int32,
        totp: [UInt8]? = nil,
        totpStep: Int64? = nil,
        version: Int32,
        createdAt: Int64
    ) {
        self.id = id
        self.role = role
        self.adminRoles = adminRoles
        self.status = status
        self.login = login
        self.name = name
        self.password = password
        self.epoch = epoch
        self.totp = totp
        self.totpStep = totpStep
        self.version = version
        self.createdAt = createdAt
    }
}

extension Principal: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "principal",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("role", .int16),
            Column("admin_roles", .int32),
            Column("status", .int16),
            Column("login", .text),
            Column("name", .text),
            Column("password", .text, isNullable: true),
            Column("epoch", .int32),
            Column("totp", .bytes, isNullable: true),
            Column("totp_step", .int64, isNullable: true),
            Column("version", .int32),
            Column("created_at", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.int16(self.role.rawValue)
        columns.int32(self.adminRoles.rawValue)
        columns.int16(self.status.rawValue)
        columns.text(self.login)
        columns.text(self.name)
        columns.optionalText(self.password)
        columns.int32(self.epoch)
        columns.optionalBytes(self.totp)
        columns.optionalInt64(self.totpStep)
        columns.int32(self.version)
        columns.int64(self.createdAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.role = columns.value(Role.self)
        self.adminRoles = AdminRoles(rawValue: columns.int32())
        self.status = columns.value(PrincipalStatus.self)
        self.login = columns.text()
        self.name = columns.text()
        self.password = columns.optionalText()
        self.epoch = columns.int32()
        self.totp = columns.optionalBytes()
        self.totpStep = columns.optionalInt64()
        self.version = columns.int32()
        self.createdAt = columns.int64()
    }
}
