extension ActivatePrincipal: Deciding {
    package static let kind = "activate_principal"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.principals.insert(self.principalID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(Role.system)
        try Input.text(self.passwordHash, "/password", 1...500)
        guard let principal = set.principals[self.principalID] else { throw Rejection(.notFound) }
        guard principal.status == .invited else {
            throw .transition(from: principal.status, allowed: principal.status.followers)
        }

        return set.change(principal, "principal.activated", newEpoch: false, &context) {
            $0.status = .active
            $0.password = self.passwordHash
        }
    }
}
