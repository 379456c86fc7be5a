/// Refuses what another admin proposed.
public struct RejectAction: Sendable, Hashable {
    /// The approval.
    public var approvalID: ID
    /// Why, 1 to 500 characters.
    public var reason: String

    /// Only carries the values: they are checked when the command is decided.
    public init(approvalID: ID, reason: String) {
        self.approvalID = approvalID
        self.reason = reason
    }
}
