/// Asks for a transfer that another admin has to approve.
public struct ProposeAdjustment: Sendable, Hashable {
    /// Gives.
    public var from: AccountRef
    /// Receives.
    public var to: AccountRef
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// Why, 1 to 500 characters.
    public var reason: String

    /// Only carries the values: they are checked when the command is decided.
    public init(from: AccountRef, to: AccountRef, amount: Int64, reason: String) {
        self.from = from
        self.to = to
        self.amount = amount
        self.reason = reason
    }
}
