/// Moves an amount between any two accounts; only the system may ask (approved adjustments, tools).
public struct TransferFunds: Sendable, Hashable {
    /// Gives.
    public var from: AccountRef
    /// Receives.
    public var to: AccountRef
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// What it belongs to: an order, a cash request, an approval.
    public var refID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(from: AccountRef, to: AccountRef, amount: Int64, refID: ID) {
        self.from = from
        self.to = to
        self.amount = amount
        self.refID = refID
    }
}
