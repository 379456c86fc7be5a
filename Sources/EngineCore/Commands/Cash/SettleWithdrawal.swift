/// processing -> paid (the hold is posted) or failed (it is voided).
public struct SettleWithdrawal: Sendable, Hashable {
    public var requestID: ID
    public var isPaid: Bool
    public var externalID: String?

    public init(requestID: ID, isPaid: Bool, externalID: String? = nil) {
        self.requestID = requestID
        self.isPaid = isPaid
        self.externalID = externalID
    }
}
