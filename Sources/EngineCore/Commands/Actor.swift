/// Who asks, as the token says it; the batch checks it against the principal's row.
public struct Actor: Sendable, Hashable {
    public var id: ID
    public var role: Role
    public var adminRoles: AdminRoles

    public init(id: ID, role: Role, adminRoles: AdminRoles = []) {
        (self.id, self.role, self.adminRoles) = (id, role, adminRoles)
    }

    /// Timers, callbacks and jobs.
    public static let system = Actor(id: .nil, role: .system)
    public static func member(_ id: ID) -> Actor { Actor(id: id, role: .member) }
    public static func agent(_ id: ID) -> Actor { Actor(id: id, role: .agent) }
    public static func admin(_ id: ID, _ roles: AdminRoles) -> Actor { Actor(id: id, role: .admin, adminRoles: roles) }
}
