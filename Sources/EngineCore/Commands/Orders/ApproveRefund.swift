/// Executes a refund; the approver is not the requester.
public struct ApproveRefund: Sendable, Hashable {
    public var refundID: ID
    public var orderID: ID

    public init(refundID: ID, orderID: ID) {
        self.refundID = refundID
        self.orderID = orderID
    }
}
