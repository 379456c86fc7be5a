/// Refuses a refund.
public struct RejectRefund: Sendable, Hashable {
    /// The refund.
    public var refundID: ID
    /// The order.
    public var orderID: ID
    /// Why, 1 to 500 characters.
    public var reason: String

    /// Only carries the values: they are checked when the command is decided.
    public init(refundID: ID, orderID: ID, reason: String) {
        self.refundID = refundID
        self.orderID = orderID
        self.reason = reason
    }
}
