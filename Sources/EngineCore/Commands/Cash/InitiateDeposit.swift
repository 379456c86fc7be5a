/// A member wants to pay in through a provider.
public struct InitiateDeposit: Sendable, Hashable {
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// Who moves the money outside; nil: nobody yet.
    public var provider: String

    /// Only carries the values: they are checked when the command is decided.
    public init(ledgerID: Int16, amount: Int64, provider: String) {
        self.ledgerID = ledgerID
        self.amount = amount
        self.provider = provider
    }
}
