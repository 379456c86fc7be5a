/// unmatched -> matched, ignored (with a reason) or adjusted (with a transfer).
public struct ResolveReconItem: Sendable, Hashable {
    /// The recon item.
    public var itemID: ID
    /// Matched, ignored or adjusted.
    public var state: ReconState
    /// Why, 1 to 500 characters.
    public var reason: String?
    /// The transfer; nil: none.
    public var transferSeq: Int64?

    /// Only carries the values: they are checked when the command is decided.
    public init(itemID: ID, state: ReconState, reason: String? = nil, transferSeq: Int64? = nil) {
        self.itemID = itemID
        self.state = state
        self.reason = reason
        self.transferSeq = transferSeq
    }
}
