extension ProposeCorrection: Deciding {
    package static let kind = "propose_correction"

    package func needs(_ needs: inout Needs, actor: Actor) { self.proposal.needs(&needs) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        self.proposal.accounts(set, into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(ApprovalAction.correction.makers)
        try self.proposal.check(set, context)
        return set.propose(self.proposal, &context)
    }

    private var proposal: CorrectionProposal {
        CorrectionProposal(
            transferSeq: self.transferSeq,
            debit: self.debit,
            credit: self.credit,
            reason: self.reason
        )
    }
}
