/// Reserves stock and money for 15 min; `total` is what the caller saw.
public struct PlaceOrder: Sendable, Hashable {
    public var ledgerID: Int16
    public var lines: [OrderedLine]
    public var total: Int64

    public init(ledgerID: Int16, lines: [OrderedLine], total: Int64) {
        self.ledgerID = ledgerID
        self.lines = lines
        self.total = total
    }
}
