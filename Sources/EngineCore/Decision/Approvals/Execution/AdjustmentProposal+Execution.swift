extension AdjustmentProposal: ApprovedExecuting {
    func needs(_ needs: inout Needs) {
        needs.ledgers.insert(self.from.ledgerID)
        for ref in [self.from, self.to] where !ref.kind.isPlatform { needs.principals.insert(ref.ownerID) }
    }

    func accounts(_ set: borrowing WorkingSet, into refs: inout Set<AccountRef>) {
        guard (try? self.checkAccounts(set)) != nil else { return }
        refs.insert(self.from)
        refs.insert(self.to)
    }

    func check(_ set: borrowing WorkingSet, _ context: borrowing Context) throws(Rejection) {
        try Input.text(self.reason, "/reason", Input.reason)
        try Amount.check(self.amount)
        try self.checkAccounts(set)
    }

    func execute(
        _ approval: Approval,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) throws(Rejection) -> [String: CanonicalJSON] {
        try self.check(set, context)
        let seq = try set.adjust(
            (self.from, self.to),
            amount: self.amount,
            refID: approval.id,
            action: "adjustment.posted",
            &context
        )
        return ["transfer": .int(seq)]
    }

    private func checkAccounts(_ set: borrowing WorkingSet) throws(Rejection) {
        try AccountRef.check(from: self.from, to: self.to, set)
        try self.from.checkOwner(set)
        try self.to.checkOwner(set)
    }
}
