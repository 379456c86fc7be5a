/// What one level earns on one line.
package struct CommissionShare: Sendable, Hashable {
    /// 1 is the member's own agent.
    package var level: Int16
    package var agentID: ID
    /// The level's rate (unilevel), or what the tier's rate adds to the levels below (differential).
    package var ratePpm: Int32
    /// In minor units, at least 1.
    package var amount: Int64
}
