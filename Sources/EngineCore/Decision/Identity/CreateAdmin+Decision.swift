extension CreateAdmin: Deciding {
    package static let kind = "create_admin"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.logins.insert(Login.normalised(self.login)) }

    /// By a super, or by the system for the first one.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.super, orSystem: true)
        try self.roles.check()
        let new = NewPrincipal(login: self.login, name: self.name)
        try new.check(set)

        let principal = new.insert(.admin, roles: self.roles, status: .invited, &set, &context)
        set.record("admin.invited", subject: principal.id, scope: nil, after: principal.image, &context)
        return Reply(201, image: principal.image)
    }
}

extension AdminRoles {
    static let all: AdminRoles = [.super, .finance, .operations, .support, .auditor]

    /// - Throws: `invalid-parameter` for no role, or one that does not exist.
    func check() throws(Rejection) {
        guard !self.isEmpty, self.isSubset(of: Self.all) else { throw .parameter("/roles", "must be one role or more") }
    }
}
