/// Who asks, as the token says it; the batch checks it against the principal's row.
public struct Actor: Sendable, Hashable {
    /// The nil id is the system.
    public var id: ID
    /// What it is.
    public var role: Role
    /// What an admin may do; empty for others.
    public var adminRoles: AdminRoles

    /// Only carries the values: they are checked when the command is decided.
    public init(id: ID, role: Role, adminRoles: AdminRoles = []) {
        (self.id, self.role, self.adminRoles) = (id, role, adminRoles)
    }

    /// Timers, callbacks and jobs.
    public static let system = Actor(id: .nil, role: .system)
    /// A member who is signed in.
    public static func member(_ id: ID) -> Actor { Actor(id: id, role: .member) }
    /// An agent who is signed in.
    public static func agent(_ id: ID) -> Actor { Actor(id: id, role: .agent) }
    /// An admin who is signed in, with roles.
    public static func admin(_ id: ID, _ roles: AdminRoles) -> Actor { Actor(id: id, role: .admin, adminRoles: roles) }
}
