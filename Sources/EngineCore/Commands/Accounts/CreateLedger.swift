/// Opens a ledger for a currency, with its platform accounts.
public struct CreateLedger: Sendable, Hashable {
    public var id: Int16
    public var currency: String
    public var scale: Int16

    public init(id: Int16, currency: String, scale: Int16) {
        self.id = id
        self.currency = currency
        self.scale = scale
    }
}
