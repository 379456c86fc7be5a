import SQLStore

/// Pages of orders by id; `$1` is the last id before the page, `$2` its last one.
enum OrderAuditQueries {
    static let plans = ReadQuery("audit_plans", "SELECT \(Plan.table.columns("p")) FROM plan p")
    static let closedAgents = ReadQuery(
        "audit_closed_agents",
        """
        SELECT p.id FROM principal p
        WHERE p.role = \(Role.agent.rawValue) AND p.status = \(PrincipalStatus.closed.rawValue)
        """
    )
    static let orders = ReadQuery(
        "audit_orders",
        [.uuid, .int64],
        "SELECT \(Order.table.columns("o")) FROM orders o WHERE o.id > $1 ORDER BY o.id LIMIT $2"
    )
    static let lines = ReadQuery(
        "audit_order_lines",
        [.uuid, .uuid],
        """
        SELECT \(OrderLine.table.columns("l")) FROM order_line l
        WHERE l.order_id > $1 AND l.order_id <= $2 ORDER BY l.order_id, l.line
        """
    )
    static let commissions = ReadQuery(
        "audit_order_commissions",
        [.uuid, .uuid],
        """
        SELECT \(Commission.table.columns("c")) FROM commission c
        WHERE c.order_id > $1 AND c.order_id <= $2 ORDER BY c.order_id, c.line, c.level
        """
    )
    static let refunds = ReadQuery(
        "audit_order_refunds",
        [.uuid, .uuid],
        "SELECT \(Refund.table.columns("r")) FROM refund r WHERE r.order_id > $1 AND r.order_id <= $2 ORDER BY r.id"
    )
    static let clawbacks = ReadQuery(
        "audit_order_clawbacks",
        [.uuid, .uuid],
        """
        SELECT \(Clawback.table.columns("k")) FROM refund r JOIN clawback k ON k.refund_id = r.id
        WHERE r.order_id > $1 AND r.order_id <= $2
        """
    )
}
