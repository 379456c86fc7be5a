extension ConfirmDeposit: Deciding {
    package static let kind = "confirm_deposit"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.cashRequests.insert(self.requestID)
        needs.externalIDs.insert(ExternalID(provider: self.provider, id: self.externalID))
    }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.cashRequests[self.requestID]?.insertAccounts(into: &refs)
    }

    /// A suspended member's money is theirs all the same; a closed one has no wallet any more.
    /// - Throws: `amount-out-of-range` with `expected` for an amount that is not the request's.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance, orSystem: true)
        try Input.text(self.provider, "/provider", Input.provider)
        try Input.text(self.externalID, "/external_id", Input.externalID)
        let request = try set.deposit(self.requestID)
        guard request.provider == self.provider else { throw Rejection(.notFound) }
        try request.checkMove(to: .confirmed)
        guard set.principals[request.principalID]?.status != .closed else { throw Rejection(.accountSuspended) }
        guard self.amount == request.amount else {
            throw Rejection(
                .amountOutOfRange,
                ["amount": .int(self.amount), "expected": .int(request.amount)]
            )
        }
        try set.checkUnique(self.provider, self.externalID, of: request.id)
        let (from, to) = (request.externalAccount, request.ownerAccount)
        try set.checkFunds(.deposit, from: from, to: to, amount: self.amount)
        let seq = set.transfer(.deposit, from: from, to: to, amount: self.amount, refID: request.id, &context)
        let details: [String: CanonicalJSON] = [
            "amount": .int(self.amount), "external_id": .string(self.externalID),
            "provider": .string(self.provider), "transfer": .int(seq),
        ]
        let checker: ID? = context.actor.isSystem ? nil : context.actor.id
        return set.move(request, to: .confirmed, details: details, &context) {
            $0.externalID = self.externalID
            $0.checkedBy = checker
        }
    }
}
