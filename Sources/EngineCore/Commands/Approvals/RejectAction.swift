/// Refuses what another admin proposed.
public struct RejectAction: Sendable, Hashable {
    public var approvalID: ID
    public var reason: String

    public init(approvalID: ID, reason: String) {
        self.approvalID = approvalID
        self.reason = reason
    }
}
