extension SetAdminRoles: Deciding {
    package static let kind = "set_admin_roles"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.principals.insert(self.adminID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.super)
        try self.roles.check()
        guard let admin = set.principals[self.adminID], admin.role == .admin else { throw Rejection(.notFound) }
        let principal = try set.principal(admin.id, changedBy: context.actor)
        guard principal.status != .closed else {
            throw .transition(from: principal.status, allowed: principal.status.followers)
        }

        return set.change(principal, "admin.roles_changed", newEpoch: true, &context) { $0.adminRoles = self.roles }
    }
}
