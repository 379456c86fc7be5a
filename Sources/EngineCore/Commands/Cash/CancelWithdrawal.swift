/// The owner takes it back while it is requested.
public struct CancelWithdrawal: Sendable, Hashable {
    public var requestID: ID

    public init(requestID: ID) {
        self.requestID = requestID
    }
}
