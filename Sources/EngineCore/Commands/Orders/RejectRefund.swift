/// Refuses a refund.
public struct RejectRefund: Sendable, Hashable {
    public var refundID: ID
    public var orderID: ID
    public var reason: String

    public init(refundID: ID, orderID: ID, reason: String) {
        self.refundID = refundID
        self.orderID = orderID
        self.reason = reason
    }
}
