/// Before payment: voids the hold. After it: refunds the rest and returns stock.
public struct CancelOrder: Sendable, Hashable {
    public var orderID: ID

    public init(orderID: ID) {
        self.orderID = orderID
    }
}
