extension ProposeMemberMove: Deciding {
    package static let kind = "propose_member_move"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.members.insert(self.memberID)
        if let agentID { needs.agents.insert(agentID) }
    }

    /// Operations propose, another admin of operations approves; orders already placed keep their upline.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.operations)
        guard let member = set.members[self.memberID], let principal = set.principals[self.memberID] else {
            throw Rejection(.notFound)
        }
        guard principal.status != .closed else {
            throw .transition(from: principal.status, allowed: principal.status.followers)
        }
        if let agentID { _ = try set.activeAgent(agentID) }
        guard member.agentID != self.agentID else { throw .parameter("/agent_id", "must be another agent") }

        return set.propose(MemberMoveProposal(memberID: self.memberID, agentID: self.agentID), &context)
    }
}
