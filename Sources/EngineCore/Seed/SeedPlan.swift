/// How much sample data is made.
public struct SeedPlan: Sendable, Hashable {
    /// Names and amounts follow from it; another number gives other keys, so other data beside the first.
    public var number: UInt64
    /// Agents, in a tree of three levels: every fourth is a root, the others lie below the one before.
    public var agents: Int
    /// Members.
    public var members: Int
    /// Products.
    public var products: Int
    /// Orders, walked as far as their number says: every fifth stays unpaid, the others end paid, fulfilled or completed.
    public var orders: Int
    /// What each member's wallet gets, minor units.
    public var deposit: Int64

    /// Carries the values.
    public init(
        number: UInt64 = 1,
        agents: Int = 12,
        members: Int = 60,
        products: Int = 20,
        orders: Int = 200,
        deposit: Int64 = 1_000_000
    ) {
        self.number = number
        self.agents = agents
        self.members = members
        self.products = products
        self.orders = orders
        self.deposit = deposit
    }
}
