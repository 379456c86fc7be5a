/// A price from a time on; a lower price is a new price row.
public struct AddPrice: Sendable, Hashable {
    /// The product.
    public var productID: ID
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// From when on, microseconds.
    public var validFrom: Int64?
    /// Minor units, 1 to 10^15.
    public var amount: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(productID: ID, ledgerID: Int16, validFrom: Int64? = nil, amount: Int64) {
        self.productID = productID
        self.ledgerID = ledgerID
        self.validFrom = validFrom
        self.amount = amount
    }
}
