/// held -> available for all due commissions of an order; system, key `release:{order}:{due}`.
public struct ReleaseCommissions: Sendable, Hashable {
    public var orderID: ID
    public var due: Int64

    public init(orderID: ID, due: Int64) {
        self.orderID = orderID
        self.due = due
    }
}
