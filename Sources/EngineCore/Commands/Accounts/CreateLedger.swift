/// Opens a ledger for a currency, with its platform accounts.
public struct CreateLedger: Sendable, Hashable {
    /// Its id.
    public var id: Int16
    /// ISO 4217 code; unique.
    public var currency: String
    /// Decimal places of the currency.
    public var scale: Int16

    /// Only carries the values: they are checked when the command is decided.
    public init(id: Int16, currency: String, scale: Int16) {
        self.id = id
        self.currency = currency
        self.scale = scale
    }
}
