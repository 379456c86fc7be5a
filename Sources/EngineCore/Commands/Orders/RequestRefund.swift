/// Asks for money back for lines of an order.
public struct RequestRefund: Sendable, Hashable {
    public var orderID: ID
    public var lines: [RefundedLine]
    public var reason: String

    public init(orderID: ID, lines: [RefundedLine], reason: String) {
        self.orderID = orderID
        self.lines = lines
        self.reason = reason
    }
}
