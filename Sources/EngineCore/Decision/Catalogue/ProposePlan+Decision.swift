extension ProposePlan: Deciding {
    package static let kind = "propose_plan"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.ledgers.insert(self.ledgerID) }

    /// A super proposes, finance approves.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.super)
        let terms = try PlanTerms(
            mode: self.mode,
            rates: self.rates,
            capPpm: self.capPpm,
            holdDays: self.holdDays
        )
        if let category { try Input.text(category, "/category", Input.name) }
        if let validFrom, validFrom < context.now { throw .parameter("/valid_from", "must not be in the past") }
        guard set.ledgers[self.ledgerID] != nil else { throw Rejection(.notFound) }

        let proposal = PlanProposal(
            ledgerID: self.ledgerID,
            category: self.category,
            mode: terms.mode,
            rates: terms.rates.json,
            capPpm: terms.capPpm,
            holdDays: terms.holdDays,
            validFrom: self.validFrom
        )
        return set.propose(proposal, &context)
    }
}
