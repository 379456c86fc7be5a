extension SettleWithdrawal: Deciding {
    package static let kind = "settle_withdrawal"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.cashRequests.insert(self.requestID)
        if let provider = self.provider, let externalID = self.externalID {
            needs.externalIDs.insert(ExternalID(provider: provider, id: externalID))
        }
    }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.cashRequests[self.requestID]?.insertAccounts(into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance, orSystem: true)
        try self.checkNames()
        let request = try set.outgoing(self.requestID)
        let state: CashState = self.isPaid ? .paid : .failed
        try request.checkMove(to: state)
        if let provider = self.provider, let externalID = self.externalID {
            try set.checkUnique(provider, externalID, of: request.id)
        }
        guard let hold = request.holdSeq else { preconditionFailure("request \(request.id) has no hold") }
        if self.isPaid {
            let (from, to) = (request.ownerAccount, request.externalAccount)
            set.post(request.postCode, hold: hold, from: from, to: to, &context)
        } else {
            set.voidHold(of: request, &context)
        }
        var details: [String: CanonicalJSON] = ["amount": .int(request.amount)]
        if let externalID = self.externalID { details["external_id"] = .string(externalID) }
        return set.move(request, to: state, details: details, &context) {
            $0.provider = self.provider
            $0.externalID = self.externalID
        }
    }

    private func checkNames() throws(Rejection) {
        guard (self.provider == nil) == (self.externalID == nil) else {
            throw .parameter("/provider", "must be given with external_id, or neither")
        }
        if let provider = self.provider { try Input.text(provider, "/provider", Input.provider) }
        if let externalID = self.externalID { try Input.text(externalID, "/external_id", Input.externalID) }
    }
}
