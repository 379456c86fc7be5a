extension CorrectionProposal: ApprovedExecuting {
    func needs(_ needs: inout Needs) {
        needs.transfers.insert(self.transferSeq)
        for ref in [self.debit, self.credit] where !ref.kind.isPlatform { needs.principals.insert(ref.ownerID) }
    }

    /// Only what may exist, so that a wrong guess creates no account; whether these are the transfer's is known when they
    /// are loaded.
    func accounts(_ set: borrowing WorkingSet, into refs: inout Set<AccountRef>) {
        guard set.transfers[self.transferSeq]?.ledgerID == self.debit.ledgerID,
            self.debit.ledgerID == self.credit.ledgerID, (try? self.debit.checkOwner(set)) != nil,
            (try? self.credit.checkOwner(set)) != nil
        else { return }
        refs.insert(self.debit)
        refs.insert(self.credit)
    }

    func check(_ set: borrowing WorkingSet, _ context: borrowing Context) throws(Rejection) {
        try Input.text(self.reason, "/reason", Input.reason)
        _ = try self.transfer(set)
    }

    func execute(
        _ approval: Approval,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) throws(Rejection) -> [String: CanonicalJSON] {
        try self.check(set, context)
        let transfer = try self.transfer(set)
        try set.checkFunds(.correction, from: self.credit, to: self.debit, amount: transfer.amount)
        let seq = set.transfer(
            .correction,
            from: self.credit,
            to: self.debit,
            amount: transfer.amount,
            refID: transfer.id,
            &context
        )
        let image = CanonicalJSON.object([
            "amount": .int(transfer.amount), "corrects": .int(transfer.seq), "transfer": .int(seq),
        ])
        let scope = AccountRef.scope(from: self.credit, to: self.debit)
        set.record("correction.posted", subject: approval.id, scope: scope, after: image, &context)
        return ["corrects": .int(transfer.seq), "transfer": .int(seq)]
    }

    /// The transfer that is to be reversed: one that moved money, with these two accounts, and not yet reversed.
    ///
    /// Holds and voids moved nothing that could be given back. A correction may itself be corrected.
    private func transfer(_ set: borrowing WorkingSet) throws(Rejection) -> Transfer {
        guard let transfer = set.transfers[self.transferSeq],
            set.accounts[self.debit]?.id == transfer.debitID, set.accounts[self.credit]?.id == transfer.creditID
        else { throw Rejection(.notFound) }
        guard transfer.phase == .single || transfer.phase == .post else {
            throw .transition(from: transfer.phase, allowed: [TransferPhase.single, .post])
        }
        let isCorrected = set.transfers.rows.contains { $0.code == .correction && $0.refID == transfer.id }
        if isCorrected { throw Rejection(.invalidTransition, ["from": .string("corrected"), "allowed": .array([])]) }
        return transfer
    }
}
