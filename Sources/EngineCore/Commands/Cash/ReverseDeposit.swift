/// The provider took the money back.
public struct ReverseDeposit: Sendable, Hashable {
    public var requestID: ID

    public init(requestID: ID) {
        self.requestID = requestID
    }
}
