/// A new admin in state invited; by super, or by the system (command line).
public struct CreateAdmin: Sendable, Hashable {
    public var login: String
    public var name: String
    public var roles: AdminRoles

    public init(login: String, name: String, roles: AdminRoles) {
        self.login = login
        self.name = name
        self.roles = roles
    }
}
