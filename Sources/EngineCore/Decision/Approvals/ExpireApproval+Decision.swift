extension ExpireApproval: Deciding {
    package static let kind = "expire_approval"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.approvals.insert(self.approvalID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard context.actor.isSystem else { throw Rejection(.roleForbidden) }
        guard let approval = set.approvals[self.approvalID] else { throw Rejection(.notFound) }
        guard approval.state == .open else {
            throw .transition(from: approval.state, allowed: [] as [ApprovalState])
        }
        guard context.now >= approval.expiresAt else {
            var rejection = Rejection.transition(from: approval.state, allowed: [ApprovalState.approved, .rejected])
            rejection.isPremature = true
            throw rejection
        }
        set.finish(approval, as: .expired, [:], &context)
        return Reply(200, ["id": .id(approval.id), "state": .name(ApprovalState.expired)])
    }
}
