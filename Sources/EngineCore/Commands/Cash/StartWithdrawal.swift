/// approved -> processing.
public struct StartWithdrawal: Sendable, Hashable {
    public var requestID: ID

    public init(requestID: ID) {
        self.requestID = requestID
    }
}
