/// Changes what an admin may do.
public struct SetAdminRoles: Sendable, Hashable {
    /// The admin.
    public var adminID: ID
    /// What the admin may do.
    public var roles: AdminRoles

    /// Only carries the values: they are checked when the command is decided.
    public init(adminID: ID, roles: AdminRoles) {
        self.adminID = adminID
        self.roles = roles
    }
}
