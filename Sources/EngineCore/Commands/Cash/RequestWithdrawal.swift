/// A member's withdrawal or an agent's payout: holds the money.
public struct RequestWithdrawal: Sendable, Hashable {
    public var ledgerID: Int16
    public var amount: Int64

    public init(ledgerID: Int16, amount: Int64) {
        self.ledgerID = ledgerID
        self.amount = amount
    }
}
