/// unmatched -> matched, ignored (with a reason) or adjusted (with a transfer).
public struct ResolveReconItem: Sendable, Hashable {
    public var itemID: ID
    public var state: ReconState
    public var reason: String?
    public var transferSeq: Int64?

    public init(itemID: ID, state: ReconState, reason: String? = nil, transferSeq: Int64? = nil) {
        self.itemID = itemID
        self.state = state
        self.reason = reason
        self.transferSeq = transferSeq
    }
}
