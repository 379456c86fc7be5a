/// Posts the hold, accrues commissions, takes stock.
public struct PayOrder: Sendable, Hashable {
    public var orderID: ID

    public init(orderID: ID) {
        self.orderID = orderID
    }
}
