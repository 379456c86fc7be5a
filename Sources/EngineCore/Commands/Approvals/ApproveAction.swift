/// Carries out what another admin proposed; the payload is the approval row's, read before.
public struct ApproveAction: Sendable, Hashable {
    public var approvalID: ID
    public var action: ApprovalAction
    public var payload: String

    public init(approvalID: ID, action: ApprovalAction, payload: String) {
        self.approvalID = approvalID
        self.action = action
        self.payload = payload
    }
}
