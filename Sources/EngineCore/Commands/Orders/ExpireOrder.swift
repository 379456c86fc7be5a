/// Voids a hold whose time ran out; system, key `expire:{hold}`.
public struct ExpireOrder: Sendable, Hashable {
    public var orderID: ID
    public var holdSeq: Int64

    public init(orderID: ID, holdSeq: Int64) {
        self.orderID = orderID
        self.holdSeq = holdSeq
    }
}
