import SQLStore

/// One order with lines, refunds and commissions.
package struct OrderRead: EngineRead {
    package var id: ID

    package init(id: ID) { self.id = id }

    private static let query = ScopedQuery(
        ("order_own", "order_subtree", "order_admin"),
        [.uuid],
        member: "o.member_id = $1",
        agent: OrdersRead.agentCondition,
        admin: OrdersRead.roles
    ) { condition in "SELECT \(Order.table.columns("o")) FROM orders o WHERE o.id = $2 AND \(condition)" }

    private static let lines = ReadQuery(
        "order_lines",
        [.uuid],
        "SELECT \(OrderLine.table.columns("l")) FROM order_line l WHERE l.order_id = $1 ORDER BY l.line"
    )
    private static let refunds = ReadQuery(
        "order_refunds",
        [.uuid],
        "SELECT \(Refund.table.columns("r")) FROM refund r WHERE r.order_id = $1 ORDER BY r.id"
    )
    private static let commissions = ScopedQuery(
        ("order_commissions_member", "order_commissions_subtree", "order_commissions_admin"),
        [.uuid],
        member: nil,
        agent: "c.agent_id IN \(ScopedQuery.subtree)",
        admin: OrdersRead.roles
    ) { condition in
        """
        SELECT \(Commission.table.columns("c")) FROM commission c
        WHERE c.order_id = $2 AND \(condition) ORDER BY c.line, c.level
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> OrderDetail? {
        guard let order = try connection.find(Self.query, scope, [.uuid(self.id)], as: Order.self) else { return nil }
        return OrderDetail(
            order: order,
            lines: try connection.list(Self.lines, [.uuid(self.id)], as: OrderLine.self),
            refunds: try connection.list(Self.refunds, [.uuid(self.id)], as: Refund.self),
            commissions: try connection.list(Self.commissions, scope, [.uuid(self.id)], as: Commission.self)
        )
    }
}
