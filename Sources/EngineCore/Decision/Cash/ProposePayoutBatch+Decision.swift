extension ProposePayoutBatch: Deciding {
    package static let kind = "propose_payout_batch"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.cashRequests.formUnion(self.requestIDs) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(ApprovalAction.payoutBatch.makers)
        try Input.count(self.requestIDs.count, "/request_ids", Input.ids)
        guard Set(self.requestIDs).count == self.requestIDs.count else {
            throw .parameter("/request_ids", "must not name a request twice")
        }
        var total: Int64 = 0
        var ledgers: Set<Int16> = []
        for id in self.requestIDs {
            let request = try set.outgoing(id)
            guard request.kind == .payout else { throw Rejection(.notFound) }
            try request.checkMove(to: .approved)
            total += request.amount
            ledgers.insert(request.ledgerID)
        }
        guard ledgers.count == 1, let ledgerID = ledgers.first else { throw Rejection(.currencyMismatch) }
        let proposal = PayoutBatchProposal(ledgerID: ledgerID, requestIDs: self.requestIDs, total: total)
        return set.propose(proposal, &context)
    }
}
