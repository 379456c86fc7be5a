extension ReinstatePrincipal: Deciding {
    package static let kind = "reinstate_principal"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.principals.insert(self.principalID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let principal = try set.principal(self.principalID, changedBy: context.actor)
        guard principal.status == .suspended else {
            throw .transition(from: principal.status, allowed: principal.status.followers.filter { $0 != .active })
        }

        return set.change(principal, "principal.reinstated", newEpoch: false, &context) { $0.status = .active }
    }
}
