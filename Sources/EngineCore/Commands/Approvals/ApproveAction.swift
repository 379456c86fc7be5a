/// Carries out what another admin proposed; the payload is the approval row's, read before.
public struct ApproveAction: Sendable, Hashable {
    /// The approval.
    public var approvalID: ID
    /// The approval row's.
    public var action: ApprovalAction
    /// The approval row's.
    public var payload: String

    /// Only carries the values: they are checked when the command is decided.
    public init(approvalID: ID, action: ApprovalAction, payload: String) {
        self.approvalID = approvalID
        self.action = action
        self.payload = payload
    }
}
