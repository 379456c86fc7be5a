extension ReverseDeposit: Deciding {
    package static let kind = "reverse_deposit"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.cashRequests.insert(self.requestID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        guard let request = set.cashRequests[self.requestID] else { return }
        request.insertAccounts(into: &refs)
        refs.insert(AccountRef(ledgerID: request.ledgerID, kind: .suspense))
    }

    /// The wallet gives what it has; what is missing comes from suspense, stops the member and waits for somebody to
    /// look at it.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance, orSystem: true)
        let request = try set.deposit(self.requestID)
        try request.checkMove(to: .reversed)
        let (wallet, external) = (request.ownerAccount, request.externalAccount)
        let suspense = AccountRef(ledgerID: request.ledgerID, kind: .suspense)
        let taken = min(max(set.accounts[wallet]?.available ?? 0, 0), request.amount)
        let missing = request.amount - taken
        if taken > 0 { try set.checkFunds(.depositReversal, from: wallet, to: external, amount: taken) }
        if missing > 0 { try set.checkFunds(.depositShortfall, from: suspense, to: external, amount: missing) }

        if taken > 0 {
            set.transfer(.depositReversal, from: wallet, to: external, amount: taken, refID: request.id, &context)
        }
        var details: [String: CanonicalJSON] = ["missing": .int(missing), "taken": .int(taken)]
        if missing > 0 {
            let seq = set.transfer(
                .depositShortfall,
                from: suspense,
                to: external,
                amount: missing,
                refID: request.id,
                &context
            )
            let item = self.item(request, missing, seq, &context)
            set.reconItems.insert(item)
            details["recon_item"] = .id(item.id)
        }
        let reply = set.move(request, to: .reversed, details: details, &context)
        if missing > 0 { set.suspendDebtor(request.principalID, &context) }
        return reply
    }

    /// An item that no run made has the nil id as its run.
    private func item(_ request: CashRequest, _ missing: Int64, _ seq: Int64, _ context: inout Context) -> ReconItem {
        ReconItem(
            id: context.nextID(),
            runID: .nil,
            provider: request.provider ?? "",
            externalID: request.externalID ?? "",
            amount: missing,
            state: .unmatched,
            transferSeq: seq,
            reason: ReconFinding.reversalShortfall.rawValue
        )
    }
}
