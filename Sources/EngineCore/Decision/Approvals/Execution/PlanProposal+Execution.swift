extension PlanProposal: ApprovedExecuting {
    func needs(_ needs: inout Needs) { needs.ledgers.insert(self.ledgerID) }

    func check(_ set: borrowing WorkingSet, _ context: borrowing Context) throws(Rejection) {
        _ = try self.terms()
        if let category = self.category { try Input.text(category, "/category", Input.name) }
        if let validFrom = self.validFrom { try Input.number(validFrom, "/valid_from", 0...Int64.max) }
        guard set.ledgers[self.ledgerID] != nil else { throw Rejection(.notFound) }
    }

    /// A plan is never valid before its approval: orders placed until then have chosen theirs.
    func execute(
        _ approval: Approval,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) throws(Rejection) -> [String: CanonicalJSON] {
        try self.check(set, context)
        let terms = try self.terms()
        let plan = Plan(
            id: context.nextID(),
            ledgerID: self.ledgerID,
            category: self.category,
            mode: self.mode,
            rates: terms.rates.json.text,
            capPpm: self.capPpm,
            holdDays: self.holdDays,
            validFrom: max(self.validFrom ?? context.now, context.now)
        )
        set.plans.insert(plan)
        var image = self.json.object ?? [:]
        image["valid_from"] = .int(plan.validFrom)
        set.record("plan.added", subject: plan.id, scope: nil, after: .object(image), &context)
        return ["plan": .id(plan.id)]
    }

    private func terms() throws(Rejection) -> PlanTerms {
        try PlanTerms(mode: self.mode, rates: self.rates, capPpm: self.capPpm, holdDays: self.holdDays)
    }
}
