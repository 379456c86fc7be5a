/// Reserves stock and money for 15 min; `total` is what the caller saw.
public struct PlaceOrder: Sendable, Hashable {
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// 1 to 100, no product twice.
    public var lines: [OrderedLine]
    /// What the caller saw, minor units.
    public var total: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(ledgerID: Int16, lines: [OrderedLine], total: Int64) {
        self.ledgerID = ledgerID
        self.lines = lines
        self.total = total
    }
}
