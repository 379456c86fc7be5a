extension PayoutBatchProposal: ApprovedExecuting {
    func needs(_ needs: inout Needs) {
        needs.ledgers.insert(self.ledgerID)
        needs.cashRequests.formUnion(self.requestIDs)
    }

    func accounts(_ set: borrowing WorkingSet, into refs: inout Set<AccountRef>) {
        for id in self.requestIDs { set.cashRequests[id]?.insertAccounts(into: &refs) }
    }

    /// - Throws: `not-found` for a request that is no payout of the ledger.
    func check(_ set: borrowing WorkingSet, _ context: borrowing Context) throws(Rejection) {
        for id in self.requestIDs {
            guard let request = set.cashRequests[id], request.kind == .payout, request.ledgerID == self.ledgerID else {
                throw Rejection(.notFound)
            }
        }
    }

    /// Approves those that can still be approved.
    ///
    /// The others keep their state and are counted as skipped, so that one agent who took a request back does not stop
    /// the rest. If none is left, the first reason refuses the whole.
    func execute(
        _ approval: Approval,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) throws(Rejection) -> [String: CanonicalJSON] {
        try self.check(set, context)
        var ready: [CashRequest] = []
        var refusal: Rejection?
        for id in self.requestIDs {
            guard let request = set.cashRequests[id] else { continue }
            do throws(Rejection) {
                try request.checkApproval(set)
                ready.append(request)
            } catch { refusal = refusal ?? error }
        }
        if ready.isEmpty { throw refusal ?? Rejection(.notFound) }
        let checker = context.actor.id
        for request in ready {
            set.move(request, to: .approved, &context) {
                $0.checkedBy = checker
                $0.payoutBatch = approval.id
            }
        }
        return [
            "approved": .int(Int64(ready.count)), "skipped": .int(Int64(self.requestIDs.count - ready.count)),
            "total": .int(ready.reduce(0) { $0 + $1.amount }),
        ]
    }
}
