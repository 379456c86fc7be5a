/// processing -> paid (the hold is posted) or failed (it is voided).
public struct SettleWithdrawal: Sendable, Hashable {
    public var requestID: ID
    public var isPaid: Bool
    /// Who paid it out and the name it has there: both or neither.
    public var provider: String?
    public var externalID: String?

    public init(requestID: ID, isPaid: Bool, provider: String? = nil, externalID: String? = nil) {
        self.requestID = requestID
        self.isPaid = isPaid
        self.provider = provider
        self.externalID = externalID
    }
}
