extension ApproveAction: Deciding {
    package static let kind = "approve_action"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.approvals.insert(self.approvalID)
        self.action.proposal(self.payload)?.needs(&needs)
    }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        guard let approval = set.approvals[self.approvalID], self.isCopy(of: approval) else { return }
        self.action.proposal(self.payload)?.accounts(set, into: &refs)
    }

    /// Two events or more: the approval's, and one for each row that the action changed.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.admin)
        guard let approval = set.approvals[self.approvalID], self.isCopy(of: approval),
            let proposal = self.action.proposal(self.payload)
        else { throw Rejection(.notFound) }
        try context.actor.require(approval.action.checkers)
        guard approval.madeBy != context.actor.id else { throw Rejection(.makerIsChecker) }
        try approval.checkOpen(now: context.now)
        let details = try proposal.execute(approval, &set, &context)
        set.finish(approval, as: .approved, details, &context)
        var members = details
        members["id"] = .id(approval.id)
        members["state"] = .name(ApprovalState.approved)
        return Reply(200, members)
    }

    /// What the caller read before must be what the locked row says: what is loaded was chosen by it.
    private func isCopy(of approval: Approval) -> Bool {
        approval.action == self.action && approval.payload == self.payload
    }
}
