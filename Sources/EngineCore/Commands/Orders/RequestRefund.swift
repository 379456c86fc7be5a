/// Asks for money back for lines of an order.
public struct RequestRefund: Sendable, Hashable {
    /// The order.
    public var orderID: ID
    /// What it is made of.
    public var lines: [RefundedLine]
    /// Why, 1 to 500 characters.
    public var reason: String

    /// Only carries the values: they are checked when the command is decided.
    public init(orderID: ID, lines: [RefundedLine], reason: String) {
        self.orderID = orderID
        self.lines = lines
        self.reason = reason
    }
}
