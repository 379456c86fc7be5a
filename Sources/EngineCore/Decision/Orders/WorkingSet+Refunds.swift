extension WorkingSet {
    /// Units that executed refunds of an order returned to stock, by line.
    func restocked(of orderID: ID) -> [Int16: Int64] {
        var units: [Int16: Int64] = [:]
        for refund in self.refunds.rows where refund.orderID == orderID && refund.state == .executed {
            for line in refund.refundedLines where line.restock > 0 {
                units[line.line, default: 0] += Int64(line.restock)
            }
        }
        return units
    }

    mutating func record(
        _ action: String,
        _ refund: Refund,
        of order: Order,
        before: Refund?,
        _ context: inout Context
    ) {
        self.record(
            action,
            subject: refund.id,
            scope: order.memberID,
            before: before?.image,
            after: refund.image,
            &context
        )
    }

    /// A refund with the order that the caller says it belongs to.
    /// - Throws: `not-found` if it does not; `invalid-transition` if it is not in state requested.
    func requestedRefund(_ id: ID, of orderID: ID) throws(Rejection) -> (Refund, Order) {
        guard let refund = self.refunds[id], refund.orderID == orderID, let order = self.orders[orderID] else {
            throw Rejection(.notFound)
        }
        guard refund.state == .requested else { throw .transition(from: refund.state, allowed: [RefundState]()) }
        return (refund, order)
    }
}
