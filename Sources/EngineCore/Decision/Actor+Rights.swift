extension Actor {
    /// - Throws: `role-forbidden` unless the actor is an admin who holds one of `roles`.
    package func mustBeAdmin(_ roles: AdminRoles) throws(Rejection) {
        guard self.role == .admin && !self.adminRoles.isDisjoint(with: roles) else { throw Rejection(.roleForbidden) }
    }

    /// - Throws: `role-forbidden` unless the actor is a timer, a callback or a job.
    package func mustBeSystem() throws(Rejection) {
        guard self.role == .system else { throw Rejection(.roleForbidden) }
    }
}
