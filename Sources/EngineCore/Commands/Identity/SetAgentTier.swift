/// Changes an agent's tier, for future orders.
public struct SetAgentTier: Sendable, Hashable {
    public var agentID: ID
    public var tier: Int16

    public init(agentID: ID, tier: Int16) {
        self.agentID = agentID
        self.tier = tier
    }
}
