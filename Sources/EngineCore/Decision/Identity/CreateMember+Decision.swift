extension CreateMember: Deciding {
    package static let kind = "create_member"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.logins.insert(Login.normalised(self.login))
        if let agentID = self.owner(actor) { needs.agents.insert(agentID) }
    }

    /// An agent makes members under itself; operations under any agent or none.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        if context.actor.role != .agent { try context.actor.require(.operations) }
        let new = NewPrincipal(login: self.login, name: self.name, passwordHash: self.passwordHash)
        try new.check(set)
        let owner = self.owner(context.actor)
        if context.actor.role == .agent && owner != context.actor.id { throw Rejection(.notFound) }
        if let owner { _ = try set.activeAgent(owner) }

        return set.insertMember(new, under: owner, &context)
    }

    private func owner(_ actor: Actor) -> ID? { self.agentID ?? (actor.role == .agent ? actor.id : nil) }
}
