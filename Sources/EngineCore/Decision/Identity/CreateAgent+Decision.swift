extension CreateAgent: Deciding {
    package static let kind = "create_agent"
    /// The most levels of the tree; every agent has a row for each one above him.
    package static let depthLimit: Int16 = 100

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.logins.insert(Login.normalised(self.login))
        needs.referrals.insert(self.referral)
        if let parentID = self.parent(actor) { needs.agents.insert(parentID) }
    }

    /// An agent makes direct children of at most its own tier, since the tier decides what is earned; operations make
    /// agents anywhere.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        if context.actor.role != .agent { try context.actor.require(.operations) }
        let new = NewPrincipal(login: self.login, name: self.name, passwordHash: self.passwordHash)
        try new.check(set)
        try AgentTier.check(self.tier)
        try Input.code(self.referral, "/referral", NewPrincipal.referralLength)
        guard !set.agents.rows.contains(where: { $0.referral == self.referral }) else {
            throw .parameter("/referral", "must not be that of another agent")
        }
        let parentID = self.parent(context.actor)
        if context.actor.role == .agent && parentID != context.actor.id { throw Rejection(.notFound) }
        if let parentID {
            let parent = try set.activeAgent(parentID)
            if context.actor.role == .agent && self.tier > parent.tier {
                throw .parameter("/tier", "must be at most your own, \(parent.tier)")
            }
        }
        let above = try self.ancestors(of: parentID, set)

        return self.insert(new, under: parentID, above, &set, &context)
    }

    private func parent(_ actor: Actor) -> ID? { self.parentID ?? (actor.role == .agent ? actor.id : nil) }

    /// The agents above the new one, his parent first.
    /// - Throws: `invalid-parameter` if the tree would get more than 100 levels.
    private func ancestors(of parentID: ID?, _ set: borrowing WorkingSet) throws(Rejection) -> [ID] {
        guard let parentID else { return [] }
        let rows = set.ancestors.rows.filter { $0.descendant == parentID }.sorted { $0.depth < $1.depth }
        precondition(rows.first?.ancestor == parentID, "the closure of agent \(parentID) is not loaded")
        guard rows.count < Int(Self.depthLimit) else {
            throw .parameter("/parent_id", "must be at most \(Self.depthLimit - 1) levels below a root")
        }
        return rows.map(\.ancestor)
    }

    private func insert(
        _ new: NewPrincipal,
        under parentID: ID?,
        _ above: [ID],
        _ set: inout WorkingSet,
        _ context: inout Context
    ) -> Reply {
        let principal = new.insert(.agent, &set, &context)
        let agent = Agent(id: principal.id, parentID: parentID, tier: self.tier, referral: self.referral)
        set.agents.insert(agent)
        for (depth, ancestor) in ([agent.id] + above).enumerated() {
            set.ancestors.insert(AgentAncestor(ancestor: ancestor, descendant: agent.id, depth: Int16(depth)))
        }
        let reply = Reply(201, image: principal.image, agent.image)
        set.record("agent.created", subject: agent.id, scope: agent.id, after: reply.json, &context)
        return reply
    }
}

extension Agent {
    var image: [String: CanonicalJSON] {
        [
            "parent_id": .id(self.parentID), "tier": .int(Int64(self.tier)), "referral": .string(self.referral),
        ]
    }
}
