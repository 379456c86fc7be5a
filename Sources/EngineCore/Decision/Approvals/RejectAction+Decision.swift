extension RejectAction: Deciding {
    package static let kind = "reject_action"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.approvals.insert(self.approvalID) }

    /// Whoever may approve may refuse; so the maker may not.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.admin)
        try Input.text(self.reason, "/reason", Input.reason)
        guard let approval = set.approvals[self.approvalID] else { throw Rejection(.notFound) }
        try context.actor.require(approval.action.checkers)
        guard approval.madeBy != context.actor.id else { throw Rejection(.makerIsChecker) }
        try approval.checkOpen(now: context.now)
        set.finish(approval, as: .rejected, ["reason": .string(self.reason)], &context)
        return Reply(200, ["id": .id(approval.id), "state": .name(ApprovalState.rejected)])
    }
}
