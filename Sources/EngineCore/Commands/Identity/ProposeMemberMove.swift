/// Asks to give a member to another agent, for future orders.
public struct ProposeMemberMove: Sendable, Hashable {
    public var memberID: ID
    public var agentID: ID?

    public init(memberID: ID, agentID: ID? = nil) {
        self.memberID = memberID
        self.agentID = agentID
    }
}
