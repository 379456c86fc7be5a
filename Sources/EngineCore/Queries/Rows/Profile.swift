package import SQLStore

/// What a principal may know of itself: no password, no second factor.
public struct Profile: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// What it is.
    public let role: Role
    /// Of an admin; none of others.
    public let adminRoles: AdminRoles
    /// Where it stands.
    public let status: PrincipalStatus
    /// What it logs in with.
    public let login: String
    /// What people call it.
    public let name: String
    /// Whether a second factor is enrolled.
    public let hasSecondFactor: Bool
    /// Of the row, for `If-Match`.
    public let version: Int32
    /// Microseconds.
    public let createdAt: Int64
    /// Of a member: the agent now.
    public let agentID: ID?
    /// Of an agent.
    public let parentID: ID?
    /// Decides the rate of differential plans.
    public let tier: Int16?
    /// The code that members register with.
    public let referral: String?
}

extension Profile: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        let principal = Principal(from: &columns)
        self.id = principal.id
        self.role = principal.role
        self.adminRoles = principal.adminRoles
        self.status = principal.status
        self.login = principal.login
        self.name = principal.name
        self.hasSecondFactor = principal.totp != nil
        self.version = principal.version
        self.createdAt = principal.createdAt
        self.agentID = columns.optionalID()
        self.parentID = columns.optionalID()
        self.tier = columns.optionalInt16()
        self.referral = columns.optionalText()
    }
}
