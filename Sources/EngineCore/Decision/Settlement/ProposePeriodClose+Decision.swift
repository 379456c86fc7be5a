extension ProposePeriodClose: Deciding {
    package static let kind = "propose_period_close"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.periods.insert(self.periodID) }

    /// Whether an earlier period is still open is checked at the approval, which knows the ledger from the payload.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(ApprovalAction.closePeriod.makers)
        guard let period = set.periods[self.periodID] else { throw Rejection(.notFound) }
        let proposal = PeriodCloseProposal(periodID: period.id, ledgerID: period.ledgerID)
        try proposal.check(set, context)
        return set.propose(proposal, &context)
    }
}
