/// Names an account without its number: one per ledger, kind and owner.
public struct AccountRef: Hashable, Comparable, Sendable {
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// What kind it is.
    public var kind: AccountKind
    /// The nil id for platform accounts.
    public var ownerID: ID

    /// Names an account; platform accounts belong to the nil id.
    public init(ledgerID: Int16, kind: AccountKind, ownerID: ID = .nil) {
        (self.ledgerID, self.kind, self.ownerID) = (ledgerID, kind, ownerID)
    }

    /// The order of the stored values.
    public static func < (left: AccountRef, right: AccountRef) -> Bool {
        (left.ledgerID, left.kind.rawValue, left.ownerID) < (right.ledgerID, right.kind.rawValue, right.ownerID)
    }
}

extension Account {
    package var ref: AccountRef { AccountRef(ledgerID: self.ledgerID, kind: self.kind, ownerID: self.ownerID) }
    /// credits - debits that are posted: the balance.
    package var balance: Int64 { self.creditsPosted - self.debitsPosted }
    /// The balance without what pending transfers hold back.
    package var available: Int64 { self.creditsPosted - self.debitsPosted - self.debitsPending }
}
