/// A hold whose time ran out.
package struct DueHold: Hashable, Sendable {
    package var seq: Int64
    package var orderID: ID

    package init(seq: Int64, orderID: ID) { (self.seq, self.orderID) = (seq, orderID) }
}
