/// requested -> rejected; the hold is voided.
public struct RejectWithdrawal: Sendable, Hashable {
    public var requestID: ID
    public var reason: String

    public init(requestID: ID, reason: String) {
        self.requestID = requestID
        self.reason = reason
    }
}
