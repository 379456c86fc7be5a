extension SuspendPrincipal: Deciding {
    package static let kind = "suspend_principal"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.principals.insert(self.principalID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let principal = try set.principal(self.principalID, changedBy: context.actor)
        try Input.text(self.reason, "/reason", Input.reason)
        try principal.status.check(moveTo: .suspended)

        let reason = ["reason": CanonicalJSON.string(self.reason)]
        return set.change(principal, "principal.suspended", newEpoch: true, details: reason, &context) {
            $0.status = .suspended
        }
    }
}
