/// Ends an approval that was open for 24 h; system.
public struct ExpireApproval: Sendable, Hashable {
    /// The approval.
    public var approvalID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(approvalID: ID) {
        self.approvalID = approvalID
    }
}
