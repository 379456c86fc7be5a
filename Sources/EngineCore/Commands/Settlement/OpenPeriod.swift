/// A new period that does not overlap another of its ledger.
public struct OpenPeriod: Sendable, Hashable {
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// Its first moment, microseconds.
    public var startsAt: Int64
    /// The first moment after it, microseconds.
    public var endsAt: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(ledgerID: Int16, startsAt: Int64, endsAt: Int64) {
        self.ledgerID = ledgerID
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}
