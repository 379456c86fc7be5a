/// A new admin in state invited; by super, or by the system (command line).
public struct CreateAdmin: Sendable, Hashable {
    /// What it signs in with, in lower case.
    public var login: String
    /// What people call it.
    public var name: String
    /// What the admin may do.
    public var roles: AdminRoles

    /// Only carries the values: they are checked when the command is decided.
    public init(login: String, name: String, roles: AdminRoles) {
        self.login = login
        self.name = name
        self.roles = roles
    }
}
