/// A member wants to pay in through a provider.
public struct InitiateDeposit: Sendable, Hashable {
    public var ledgerID: Int16
    public var amount: Int64
    public var provider: String

    public init(ledgerID: Int16, amount: Int64, provider: String) {
        self.ledgerID = ledgerID
        self.amount = amount
        self.provider = provider
    }
}
