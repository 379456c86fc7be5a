/// Migration 1 of PostgreSQL: which rows a reader sees, the third barrier behind route and query.
///
/// Every read transaction sets `app.principal` and `app.role`. A member sees the own rows, an agent also those of the
/// subtree, an admin all rows; without a principal nobody sees any. What an admin may read of it is decided before.
/// `system` stands for what is read before or beside any principal: logins, jobs, invariants.
///
/// Row security is forced, so the tables' owner sees nothing either. A policy may ask another table, whose own policies
/// then hold too: they only show more to whom the first would show it anyway.
enum PostgreSQLPolicies {
    /// The principal, found once per query; nil without one.
    static let principal = "(SELECT nullif(current_setting('app.principal', true), '')::uuid)"
    /// Whether all rows may be seen, found once per query.
    static let seesAll = """
        (SELECT nullif(current_setting('app.principal', true), '') IS NOT NULL \
        AND current_setting('app.role', true) IN ('admin', 'system'))
        """

    private static let nobody = "false"

    /// The tables with an owner and the rows a reader owns.
    static let owned: [(table: String, condition: String)] = [
        (
            "principal",
            "id = \(principal) OR \(Self.inSubtree("principal.id")) OR \(Self.memberInSubtree("principal.id"))"
        ),
        ("session", "principal_id = \(principal)"),
        ("agent", "id = \(principal) OR \(Self.inSubtree("agent.id"))"),
        ("member", "id = \(principal) OR \(Self.inSubtree("member.agent_id"))"),
        ("agent_closure", "ancestor = \(principal)"),
        ("ownership", "member_id = \(principal) OR \(Self.inSubtree("ownership.agent_id"))"),
        ("orders", "member_id = \(principal) OR \(Self.inSubtree("orders.agent_id"))"),
        ("order_line", "EXISTS (SELECT FROM orders o WHERE o.id = order_line.order_id)"),
        ("refund", "EXISTS (SELECT FROM orders o WHERE o.id = refund.order_id)"),
        ("commission", Self.inSubtree("commission.agent_id")),
        (
            "clawback",
            """
            EXISTS (SELECT FROM refund r JOIN commission c ON c.order_id = r.order_id \
            WHERE r.id = clawback.refund_id AND c.line = clawback.line AND c.level = clawback.level)
            """
        ),
        ("account", "owner_id = \(principal)"),
        (
            "transfer",
            """
            EXISTS (SELECT FROM account a WHERE a.id = transfer.debit_id AND a.owner_id = \(principal)) \
            OR EXISTS (SELECT FROM account a WHERE a.id = transfer.credit_id AND a.owner_id = \(principal))
            """
        ),
        (
            "hold",
            """
            EXISTS (SELECT FROM orders o WHERE o.id = hold.ref_id AND o.member_id = \(principal)) \
            OR EXISTS (SELECT FROM cash_request c WHERE c.id = hold.ref_id AND c.principal_id = \(principal))
            """
        ),
        ("cash_request", "principal_id = \(principal)"),
        ("statement", Self.inSubtree("statement.agent_id")),
        ("approval", Self.nobody),
        ("recon_item", Self.nobody),
        ("idempotency_key", "owner_id = \(principal)"),
        (
            "audit_event",
            """
            scope_id = \(principal) OR \(Self.inSubtree("audit_event.scope_id")) \
            OR \(Self.memberInSubtree("audit_event.scope_id"))
            """
        ),
    ]

    static var statements: [String] {
        Self.owned.flatMap { table, condition in
            [
                "ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE \(table) FORCE ROW LEVEL SECURITY",
                "CREATE POLICY api ON \(table) FOR SELECT TO wg_api USING (\(Self.seesAll) OR \(condition))",
            ] + Self.engine(table)
        }
    }

    /// The engine's batches see and change every row, and delete keys only after their 30 days.
    private static func engine(_ table: String) -> [String] {
        if table != "idempotency_key" {
            return ["CREATE POLICY engine ON \(table) TO wg_engine USING (true) WITH CHECK (true)"]
        }
        let limit = "(SELECT (extract(epoch FROM now()) * 1000000)::int8 - 2592000000000)"
        return [
            "CREATE POLICY engine_select ON \(table) FOR SELECT TO wg_engine USING (true)",
            "CREATE POLICY engine_insert ON \(table) FOR INSERT TO wg_engine WITH CHECK (true)",
            "CREATE POLICY engine_update ON \(table) FOR UPDATE TO wg_engine USING (true) WITH CHECK (true)",
            "CREATE POLICY engine_delete ON \(table) FOR DELETE TO wg_engine USING (created_at < \(limit))",
        ]
    }

    /// Whether an agent is the principal or below; `agent_closure` itself shows only pairs with the principal on top, for
    /// a policy that asked its own table would never end.
    private static func inSubtree(_ agent: String) -> String {
        "EXISTS (SELECT FROM agent_closure c WHERE c.ancestor = \(principal) AND c.descendant = \(agent))"
    }

    /// Whether a member belongs to the principal's subtree now.
    private static func memberInSubtree(_ member: String) -> String {
        """
        EXISTS (SELECT FROM member m JOIN agent_closure c ON c.descendant = m.agent_id \
        WHERE m.id = \(member) AND c.ancestor = \(principal))
        """
    }
}
