/// requested -> approved, balance checked again.
public struct ApproveWithdrawal: Sendable, Hashable {
    /// The request.
    public var requestID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(requestID: ID) {
        self.requestID = requestID
    }
}
