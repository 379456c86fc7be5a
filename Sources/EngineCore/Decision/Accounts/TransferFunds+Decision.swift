extension TransferFunds: Deciding {
    package static let kind = "transfer_funds"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.ledgers.insert(self.from.ledgerID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        guard actor.isSystem, (try? self.check(set)) != nil else { return }
        refs.insert(self.from)
        refs.insert(self.to)
    }

    /// One transfer and one event.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard context.actor.isSystem else { throw Rejection(.roleForbidden) }
        try self.check(set)
        let seq = try set.adjust(
            (self.from, self.to),
            amount: self.amount,
            refID: self.refID,
            action: "transfer.posted",
            &context
        )
        return Reply(200, ["transfer": .int(seq)])
    }

    private func check(_ set: borrowing WorkingSet) throws(Rejection) {
        try AccountRef.check(from: self.from, to: self.to, set)
    }
}
