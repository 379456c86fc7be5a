/// fulfilled -> completed; commissions get their due time.
public struct CompleteOrder: Sendable, Hashable {
    public var orderID: ID

    public init(orderID: ID) {
        self.orderID = orderID
    }
}
