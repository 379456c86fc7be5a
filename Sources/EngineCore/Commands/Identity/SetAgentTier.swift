/// Changes an agent's tier, for future orders.
public struct SetAgentTier: Sendable, Hashable {
    /// The agent; nil: none.
    public var agentID: ID
    /// The new one.
    public var tier: Int16

    /// Only carries the values: they are checked when the command is decided.
    public init(agentID: ID, tier: Int16) {
        self.agentID = agentID
        self.tier = tier
    }
}
