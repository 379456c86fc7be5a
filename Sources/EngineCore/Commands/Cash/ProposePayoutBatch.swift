/// Asks to approve many requested payouts at once.
public struct ProposePayoutBatch: Sendable, Hashable {
    /// 1 to 200 requests.
    public var requestIDs: [ID]

    /// Only carries the values: they are checked when the command is decided.
    public init(requestIDs: [ID]) {
        self.requestIDs = requestIDs
    }
}
