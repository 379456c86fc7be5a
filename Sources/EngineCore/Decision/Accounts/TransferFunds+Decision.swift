extension TransferFunds: Deciding {
    package static let kind = "transfer_funds"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.ledgers.insert(self.from.ledgerID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        guard actor.isSystem, (try? self.check(set)) != nil else { return }
        refs.insert(self.from)
        refs.insert(self.to)
    }

    /// One transfer and one event; the image is small, because this is what the engine does most often under load.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard context.actor.isSystem else { throw Rejection(.roleForbidden) }
        try self.check(set)
        try set.checkFunds(.adjustment, from: self.from, to: self.to, amount: self.amount)
        let seq = set.transfer(
            .adjustment,
            from: self.from,
            to: self.to,
            amount: self.amount,
            refID: self.refID,
            &context
        )
        let image = CanonicalJSON.object(["amount": .int(self.amount), "transfer": .int(seq)])
        let scope = AccountRef.scope(from: self.from, to: self.to)
        set.record("transfer.posted", subject: self.refID, scope: scope, after: image, &context)
        return Reply(200, ["transfer": .int(seq)])
    }

    private func check(_ set: borrowing WorkingSet) throws(Rejection) {
        try AccountRef.check(from: self.from, to: self.to, set)
    }
}
