/// What two accounts that a caller names must be.
extension AccountRef {
    /// - Throws: `currency-mismatch` (two ledgers), `invalid-parameter` (one account twice, an owner where there is none
    ///   or none where there must be one), `not-found` (no such ledger).
    static func check(from: AccountRef, to: AccountRef, _ set: borrowing WorkingSet) throws(Rejection) {
        guard from.ledgerID == to.ledgerID else { throw Rejection(.currencyMismatch) }
        guard from != to else { throw Input.refusal("to") }
        guard from.isWellFormed else { throw Input.refusal("from") }
        guard to.isWellFormed else { throw Input.refusal("to") }
        guard set.ledgers[from.ledgerID] != nil else { throw Rejection(.notFound) }
    }

    /// Whose event a transfer is: the receiver's, else the giver's, else nobody's.
    static func scope(from: AccountRef, to: AccountRef) -> ID? {
        if to.ownerID != .nil { return to.ownerID }
        return from.ownerID == .nil ? nil : from.ownerID
    }

    /// Platform accounts, and only these, have the nil id as owner.
    private var isWellFormed: Bool { self.kind.isPlatform == (self.ownerID == .nil) }
}
