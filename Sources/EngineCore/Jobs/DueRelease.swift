/// Commission of an order that may be released.
package struct DueRelease: Hashable, Sendable {
    package var orderID: ID
    /// `due_at` of its commissions, microseconds.
    package var due: Int64

    package init(orderID: ID, due: Int64) { (self.orderID, self.due) = (orderID, due) }
}
