/// Asks to give a member to another agent, for future orders.
public struct ProposeMemberMove: Sendable, Hashable {
    /// The member.
    public var memberID: ID
    /// The agent; nil: none.
    public var agentID: ID?

    /// Only carries the values: they are checked when the command is decided.
    public init(memberID: ID, agentID: ID? = nil) {
        self.memberID = memberID
        self.agentID = agentID
    }
}
