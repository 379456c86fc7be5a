/// paid -> fulfilling.
public struct FulfilOrder: Sendable, Hashable {
    /// The order.
    public var orderID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(orderID: ID) {
        self.orderID = orderID
    }
}
