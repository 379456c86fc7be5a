/// held -> available for all due commissions of an order; system, key `release:{order}:{due}`.
public struct ReleaseCommissions: Sendable, Hashable {
    /// The order.
    public var orderID: ID
    /// When it became due, microseconds.
    public var due: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(orderID: ID, due: Int64) {
        self.orderID = orderID
        self.due = due
    }
}
