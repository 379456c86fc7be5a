/// Ends an approval that was open for 24 h; system.
public struct ExpireApproval: Sendable, Hashable {
    public var approvalID: ID

    public init(approvalID: ID) {
        self.approvalID = approvalID
    }
}
