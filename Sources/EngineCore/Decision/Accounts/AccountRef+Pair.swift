/// What two accounts that a caller names must be.
extension AccountRef {
    /// - Throws: `currency-mismatch` (two ledgers), `invalid-parameter` (one account twice, an owner where there is none
    ///   or none where there must be one), `not-found` (no such ledger).
    static func check(from: AccountRef, to: AccountRef, _ set: borrowing WorkingSet) throws(Rejection) {
        guard from.ledgerID == to.ledgerID else { throw Rejection(.currencyMismatch) }
        guard from != to else { throw .parameter("/to", "must be another account than from") }
        guard from.isWellFormed else { throw .parameter("/from/owner", Self.ownerRule) }
        guard to.isWellFormed else { throw .parameter("/to/owner", Self.ownerRule) }
        guard set.ledgers[from.ledgerID] != nil else { throw Rejection(.notFound) }
    }

    /// Checks that the owner, if there is one, is a principal that can have such an account: wallets are members',
    /// held and available are agents'.
    /// - Throws: `not-found`.
    func checkOwner(_ set: borrowing WorkingSet) throws(Rejection) {
        if self.kind.isPlatform { return }
        guard set.principals[self.ownerID]?.role == (self.kind == .wallet ? .member : .agent) else {
            throw Rejection(.notFound)
        }
    }

    /// Whose event a transfer is: the receiver's, else the giver's, else nobody's.
    static func scope(from: AccountRef, to: AccountRef) -> ID? {
        if to.ownerID != .nil { return to.ownerID }
        return from.ownerID == .nil ? nil : from.ownerID
    }

    private static let ownerRule = "must name the owner of an account that is not the platform's, and of no other"
    private var isWellFormed: Bool { self.kind.isPlatform == (self.ownerID == .nil) }
}
