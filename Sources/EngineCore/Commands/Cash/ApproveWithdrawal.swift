/// requested -> approved, balance checked again.
public struct ApproveWithdrawal: Sendable, Hashable {
    public var requestID: ID

    public init(requestID: ID) {
        self.requestID = requestID
    }
}
