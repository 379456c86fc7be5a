/// Changes what an admin may do.
public struct SetAdminRoles: Sendable, Hashable {
    public var adminID: ID
    public var roles: AdminRoles

    public init(adminID: ID, roles: AdminRoles) {
        self.adminID = adminID
        self.roles = roles
    }
}
