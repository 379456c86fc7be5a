/// A price from a time on; a lower price is a new price row.
public struct AddPrice: Sendable, Hashable {
    public var productID: ID
    public var ledgerID: Int16
    public var validFrom: Int64?
    public var amount: Int64

    public init(productID: ID, ledgerID: Int16, validFrom: Int64? = nil, amount: Int64) {
        self.productID = productID
        self.ledgerID = ledgerID
        self.validFrom = validFrom
        self.amount = amount
    }
}
