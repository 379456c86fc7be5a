extension Account {
    /// A new account: all sums are 0.
    package init(empty ref: AccountRef, id: Int64) {
        self.init(
            id: id,
            ledgerID: ref.ledgerID,
            kind: ref.kind,
            ownerID: ref.ownerID,
            debitsPosted: 0,
            creditsPosted: 0,
            debitsPending: 0,
            creditsPending: 0,
            lastSeq: 0
        )
    }
}
