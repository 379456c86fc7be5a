/// An order with all that belongs to it.
public struct OrderDetail: Sendable, Hashable {
    /// The row.
    public let order: Order
    /// In order of their number.
    public let lines: [OrderLine]
    /// Oldest first.
    public let refunds: [Refund]
    /// What agents earn on it: of the reader and below for an agent, none for a member, all for an admin.
    public let commissions: [Commission]
}
