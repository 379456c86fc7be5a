/// approved -> processing.
public struct StartWithdrawal: Sendable, Hashable {
    /// The request.
    public var requestID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(requestID: ID) {
        self.requestID = requestID
    }
}
