/// For whom rows are read: what `app.principal` and `app.role` are set to.
package enum Reader: Sendable, Hashable {
    case scope(Scope)
    /// Jobs, invariants and logins, which belong to no principal or come before one.
    case system

    package var principal: ID {
        switch self {
        case .scope(let scope): scope.principal
        case .system: .nil
        }
    }

    package var role: Role {
        switch self {
        case .scope(.member): .member
        case .scope(.agent): .agent
        case .scope(.admin): .admin
        case .system: .system
        }
    }
}
