/// The ids of what a seed made, in the order of making.
public struct SeedWorld: Sendable {
    /// The ledger, which is one currency.
    public var ledgerID: Int16 = 1
    /// Operations, super, finance and support: an admin each.
    public var admins: [ID] = []
    /// Agents.
    public var agents: [ID] = []
    /// Members.
    public var members: [ID] = []
    /// Products.
    public var products: [ID] = []
    /// Minor units, by the place in `products`.
    public var prices: [Int64] = []
    /// Orders.
    public var orders: [ID] = []

    init() {}

    package var operations: Actor { .admin(self.admins[0], .operations) }
    package var director: Actor { .admin(self.admins[1], .super) }
    package var finance: Actor { .admin(self.admins[2], .finance) }
}
