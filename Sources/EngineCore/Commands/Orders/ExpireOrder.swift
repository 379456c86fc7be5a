/// Voids a hold whose time ran out; system, key `expire:{hold}`.
public struct ExpireOrder: Sendable, Hashable {
    /// The order.
    public var orderID: ID
    /// The pending transfer that reserves the money; nil: none.
    public var holdSeq: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(orderID: ID, holdSeq: Int64) {
        self.orderID = orderID
        self.holdSeq = holdSeq
    }
}
