extension MemberMoveProposal: ApprovedExecuting {
    func needs(_ needs: inout Needs) {
        needs.members.insert(self.memberID)
        if let agentID = self.agentID { needs.agents.insert(agentID) }
    }

    /// - Throws: `not-found` for a member or agent that is none, `account-suspended` for an agent that is not active or a
    ///   member that is closed, `invalid-transition` if the member is there already.
    func check(_ set: borrowing WorkingSet, _ context: borrowing Context) throws(Rejection) {
        guard let member = set.members[self.memberID], let principal = set.principals[self.memberID] else {
            throw Rejection(.notFound)
        }
        guard principal.status != .closed else { throw Rejection(.accountSuspended) }
        if let agentID = self.agentID {
            guard set.agents[agentID] != nil, let agent = set.principals[agentID] else { throw Rejection(.notFound) }
            guard agent.status == .active else { throw Rejection(.accountSuspended) }
        }
        guard member.agentID != self.agentID else {
            throw Rejection(.invalidTransition, ["from": .string("owned"), "allowed": .array([])])
        }
    }

    /// Future orders earn for the new agent; those placed keep their snapshot.
    func execute(
        _ approval: Approval,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) throws(Rejection) -> [String: CanonicalJSON] {
        try self.check(set, context)
        let before = set.members[self.memberID]?.agentID
        let open = set.ownerships.rows.first { $0.memberID == self.memberID && $0.toAt == nil }
        // Two moves in one batch have the same time, which is part of the key.
        let since = max(context.now, (open?.fromAt ?? 0) + 1)
        if let open { set.ownerships.update(open.key) { $0.toAt = since } }
        set.ownerships.insert(Ownership(memberID: self.memberID, fromAt: since, agentID: self.agentID))
        set.members.update(self.memberID) {
            $0.agentID = self.agentID
            $0.since = since
        }
        set.record(
            "member.moved",
            subject: self.memberID,
            scope: self.memberID,
            before: .object(["agent": .id(before)]),
            after: .object(["agent": .id(self.agentID), "since": .int(since)]),
            &context
        )
        return ["agent": .id(self.agentID), "member": .id(self.memberID)]
    }
}
