import SQLStore

/// One refund; its order names the member.
package struct RefundRead: EngineRead {
    package var id: ID

    package init(id: ID) { self.id = id }

    private static let query = ScopedQuery(
        ("refund_own", "refund_subtree", "refund_admin"),
        [.uuid],
        member: "o.member_id = $1",
        agent: OrdersRead.agentCondition,
        admin: OrdersRead.roles
    ) { condition in
        """
        SELECT \(Refund.table.columns("r")) FROM refund r JOIN orders o ON o.id = r.order_id
        WHERE r.id = $2 AND \(condition)
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Refund? { try connection.find(Self.query, scope, [.uuid(self.id)], as: Refund.self) }
}
