/// Posts the hold, accrues commissions, takes stock.
public struct PayOrder: Sendable, Hashable {
    /// The order.
    public var orderID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(orderID: ID) {
        self.orderID = orderID
    }
}
