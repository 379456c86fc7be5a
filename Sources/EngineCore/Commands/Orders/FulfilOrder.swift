/// paid -> fulfilling.
public struct FulfilOrder: Sendable, Hashable {
    public var orderID: ID

    public init(orderID: ID) {
        self.orderID = orderID
    }
}
