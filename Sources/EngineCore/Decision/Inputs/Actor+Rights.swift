extension Actor {
    package var isSystem: Bool { self.role == .system }

    /// - Throws: `role-forbidden` unless the actor is an admin with one of `roles`, or the system where that is allowed.
    package func require(_ roles: AdminRoles, orSystem: Bool = false) throws(Rejection) {
        if orSystem && self.isSystem { return }
        guard self.role == .admin, !self.adminRoles.isDisjoint(with: roles) else { throw Rejection(.roleForbidden) }
    }

    /// - Throws: `role-forbidden` unless the actor has that role.
    package func require(_ role: Role) throws(Rejection) {
        guard self.role == role else { throw Rejection(.roleForbidden) }
    }
}
