extension InitiateDeposit: Deciding {
    package static let kind = "initiate_deposit"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.ledgers.insert(self.ledgerID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.member)
        try Input.text(self.provider, "/provider", Input.provider)
        try Amount.check(self.amount)
        guard set.ledgers[self.ledgerID] != nil else { throw Rejection(.notFound) }
        let request = CashRequest(
            id: context.nextID(),
            kind: .deposit,
            principalID: context.actor.id,
            ledgerID: self.ledgerID,
            amount: self.amount,
            state: .initiated,
            provider: self.provider,
            version: 1,
            createdAt: context.now
        )
        return set.insert(request, &context)
    }
}
