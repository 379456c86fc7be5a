package import SQLStore

/// What a principal may know of itself: no password, no second factor.
public struct Profile: Sendable, Hashable {
    public let id: ID
    public let role: Role
    public let adminRoles: AdminRoles
    public let status: PrincipalStatus
    public let login: String
    public let name: String
    public let hasSecondFactor: Bool
    public let version: Int32
    public let createdAt: Int64
    /// Of a member: the agent now.
    public let agentID: ID?
    /// Of an agent.
    public let parentID: ID?
    public let tier: Int16?
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
