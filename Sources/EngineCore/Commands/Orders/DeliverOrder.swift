/// fulfilling -> fulfilled.
public struct DeliverOrder: Sendable, Hashable {
    public var orderID: ID

    public init(orderID: ID) {
        self.orderID = orderID
    }
}
