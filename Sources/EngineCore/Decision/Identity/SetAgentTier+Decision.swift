extension SetAgentTier: Deciding {
    package static let kind = "set_agent_tier"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.agents.insert(self.agentID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.operations)
        try AgentTier.check(self.tier)
        guard let before = set.agents[self.agentID], let principal = set.principals[self.agentID] else {
            throw Rejection(.notFound)
        }
        guard principal.status != .closed else {
            throw .transition(from: principal.status, allowed: principal.status.followers)
        }

        var agent = before
        agent.tier = self.tier
        set.agents.update(agent.id) { $0 = agent }
        set.record(
            "agent.tier_changed",
            subject: agent.id,
            scope: agent.id,
            before: .object(before.image),
            after: .object(agent.image),
            &context
        )
        return Reply(200, agent.image.merging(["id": .id(agent.id)]) { own, _ in own })
    }
}
