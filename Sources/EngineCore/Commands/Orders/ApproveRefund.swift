/// Executes a refund; the approver is not the requester.
public struct ApproveRefund: Sendable, Hashable {
    /// The refund.
    public var refundID: ID
    /// The order.
    public var orderID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(refundID: ID, orderID: ID) {
        self.refundID = refundID
        self.orderID = orderID
    }
}
