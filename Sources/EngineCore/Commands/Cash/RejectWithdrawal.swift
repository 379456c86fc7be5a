/// requested -> rejected; the hold is voided.
public struct RejectWithdrawal: Sendable, Hashable {
    /// The request.
    public var requestID: ID
    /// Why, 1 to 500 characters.
    public var reason: String

    /// Only carries the values: they are checked when the command is decided.
    public init(requestID: ID, reason: String) {
        self.requestID = requestID
        self.reason = reason
    }
}
