extension ProposeAdjustment: Deciding {
    package static let kind = "propose_adjustment"

    package func needs(_ needs: inout Needs, actor: Actor) { self.proposal.needs(&needs) }

    /// Whether the money is there is checked when it moves, at the approval.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(ApprovalAction.adjustment.makers)
        try self.proposal.check(set, context)
        return set.propose(self.proposal, &context)
    }

    private var proposal: AdjustmentProposal {
        AdjustmentProposal(from: self.from, to: self.to, amount: self.amount, reason: self.reason)
    }
}
