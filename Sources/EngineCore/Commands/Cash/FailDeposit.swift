/// The money will not come.
public struct FailDeposit: Sendable, Hashable {
    public var requestID: ID

    public init(requestID: ID) {
        self.requestID = requestID
    }
}
