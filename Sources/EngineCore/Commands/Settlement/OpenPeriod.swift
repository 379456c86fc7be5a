/// A new period that does not overlap another of its ledger.
public struct OpenPeriod: Sendable, Hashable {
    public var ledgerID: Int16
    public var startsAt: Int64
    public var endsAt: Int64

    public init(ledgerID: Int16, startsAt: Int64, endsAt: Int64) {
        self.ledgerID = ledgerID
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}
