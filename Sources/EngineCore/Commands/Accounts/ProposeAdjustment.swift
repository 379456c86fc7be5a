/// Asks for a transfer that another admin has to approve.
public struct ProposeAdjustment: Sendable, Hashable {
    public var from: AccountRef
    public var to: AccountRef
    public var amount: Int64
    public var reason: String

    public init(from: AccountRef, to: AccountRef, amount: Int64, reason: String) {
        self.from = from
        self.to = to
        self.amount = amount
        self.reason = reason
    }
}
