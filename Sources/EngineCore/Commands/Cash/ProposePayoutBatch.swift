/// Asks to approve many requested payouts at once.
public struct ProposePayoutBatch: Sendable, Hashable {
    public var requestIDs: [ID]

    public init(requestIDs: [ID]) {
        self.requestIDs = requestIDs
    }
}
