extension RegisterMember: Deciding {
    package static let kind = "register_member"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.logins.insert(Login.normalised(self.login))
        if let referral { needs.referrals.insert(referral) }
    }

    /// Nobody is signed in when he registers, so the system asks for him.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(Role.system)
        let new = NewPrincipal(login: self.login, name: self.name, passwordHash: self.passwordHash)
        try new.check(set)
        let agentID = try self.agentID(set)

        return set.insertMember(new, under: agentID, &context)
    }

    /// - Throws: `invalid-parameter` for a code that is unknown or whose agent is not active: a stranger is told no more.
    private func agentID(_ set: borrowing WorkingSet) throws(Rejection) -> ID? {
        guard let referral else { return nil }
        guard let agent = set.agents.rows.first(where: { $0.referral == referral }),
            set.principals[agent.id]?.status == .active
        else { throw .parameter("/referral", "must be the code of an active agent") }
        return agent.id
    }
}
