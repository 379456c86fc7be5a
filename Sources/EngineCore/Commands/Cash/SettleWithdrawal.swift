/// processing -> paid (the hold is posted) or failed (it is voided).
public struct SettleWithdrawal: Sendable, Hashable {
    /// The request.
    public var requestID: ID
    /// Whether the money arrived.
    public var isPaid: Bool
    /// Who paid it out and the name it has there: both or neither.
    public var provider: String?
    /// The provider's own name of it; nil: none yet.
    public var externalID: String?

    /// Only carries the values: they are checked when the command is decided.
    public init(requestID: ID, isPaid: Bool, provider: String? = nil, externalID: String? = nil) {
        self.requestID = requestID
        self.isPaid = isPaid
        self.provider = provider
        self.externalID = externalID
    }
}
