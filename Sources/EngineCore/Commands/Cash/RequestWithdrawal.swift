/// A member's withdrawal or an agent's payout: holds the money.
public struct RequestWithdrawal: Sendable, Hashable {
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// Minor units, 1 to 10^15.
    public var amount: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(ledgerID: Int16, amount: Int64) {
        self.ledgerID = ledgerID
        self.amount = amount
    }
}
