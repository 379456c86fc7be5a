/// Moves an amount between any two accounts; only the system may ask (approved adjustments, tools).
public struct TransferFunds: Sendable, Hashable {
    public var from: AccountRef
    public var to: AccountRef
    public var amount: Int64
    public var refID: ID

    public init(from: AccountRef, to: AccountRef, amount: Int64, refID: ID) {
        self.from = from
        self.to = to
        self.amount = amount
        self.refID = refID
    }
}
