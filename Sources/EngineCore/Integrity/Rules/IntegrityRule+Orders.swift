/// I5 and I6; what needs lines within lines is in `OrderAudit`.
extension IntegrityRule {
    private static let awaiting = OrderState.awaitingPayment.rawValue
    /// The states in which an order has its money.
    private static let paid = "\(OrderState.paid.rawValue) AND \(OrderState.completed.rawValue)"

    static let orders: [IntegrityRule] = [
        IntegrityRule(
            .orderTotals,
            "i5_lines",
            """
            SELECT \(Self.id("o.id")), 'total or refunds are not those of the lines' FROM orders o
            LEFT JOIN (SELECT order_id, sum(amount) AS amount, sum(refunded) AS refunded FROM order_line
              GROUP BY order_id) l ON l.order_id = o.id
            WHERE o.total <> coalesce(l.amount, 0) OR o.refunded <> coalesce(l.refunded, 0)
              OR o.refunded < 0 OR o.refunded > o.total
            UNION ALL
            SELECT \(Self.id("l.order_id")), 'a line is refunded above its amount, or is not unit times quantity'
            FROM order_line l WHERE l.refunded < 0 OR l.refunded > l.amount OR l.amount <> l.unit * l.qty
            """
        ),
        IntegrityRule(
            .orderTotals,
            "i5_refunds",
            """
            SELECT \(Self.id("o.id")), 'refunds that were executed are not what the order says' FROM orders o
            LEFT JOIN (SELECT order_id, sum(amount) AS amount FROM refund
              WHERE state = \(RefundState.executed.rawValue) GROUP BY order_id) r ON r.order_id = o.id
            WHERE o.refunded <> coalesce(r.amount, 0)
            """
        ),
        IntegrityRule(
            .orderTransfers,
            "i6_order_transfers",
            """
            WITH net AS (
              SELECT ref_id AS id, sum(CASE phase WHEN 0 THEN 0 WHEN 1 THEN amount ELSE -amount END) AS held,
                sum(CASE code WHEN \(TransferCode.orderPost.rawValue) THEN amount
                  WHEN \(TransferCode.refund.rawValue) THEN -amount ELSE 0 END) AS kept
              FROM transfer WHERE code BETWEEN \(TransferCode.orderHold.rawValue) AND \(TransferCode.refund.rawValue)
              GROUP BY ref_id
            )
            SELECT \(Self.id("o.id")), 'the transfers of the order are not what its state says'
            FROM orders o LEFT JOIN net n ON n.id = o.id
            WHERE coalesce(n.held, 0) <> CASE WHEN o.state = \(Self.awaiting) THEN o.total ELSE 0 END
              OR coalesce(n.kept, 0) <> CASE WHEN o.state BETWEEN \(Self.paid) THEN o.total - o.refunded ELSE 0 END
            UNION ALL
            SELECT \(Self.id("n.id")), 'transfers of an order that does not exist'
            FROM net n LEFT JOIN orders o ON o.id = n.id WHERE o.id IS NULL
            """
        ),
    ]
}
