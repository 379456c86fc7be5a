/// I12 and I16.
extension IntegrityRule {
    static let audit: [IntegrityRule] = [
        Self.state(
            "i12_orders",
            of: "orders",
            Self.action("r.state", OrderState.allCases) { $0 == .awaitingPayment ? "order.placed" : "order.\($0.name)" }
        ),
        Self.state("i12_refunds", of: "refund", Self.action("r.state", RefundState.allCases) { "refund.\($0.name)" }),
        Self.state(
            "i12_cash_requests",
            of: "cash_request",
            "\(Self.action("r.kind", CashKind.allCases) { "\($0.name)." }) || "
                + Self.action("r.state", CashState.allCases) { $0.name }
        ),
        Self.state(
            "i12_approvals",
            of: "approval",
            Self.action("r.state", ApprovalState.allCases) { $0 == .open ? "approval.proposed" : "approval.\($0.name)" }
        ),
        Self.state(
            "i12_periods",
            of: "period",
            Self.action("r.state", PeriodState.allCases) { $0 == .open ? "period.opened" : "period.\($0.name)" }
        ),
        Self.count("i12_commissions", "commission.accrued", "SELECT order_id AS id FROM commission"),
        Self.count(
            "i12_clawbacks",
            "commission.clawed_back",
            "SELECT r.order_id AS id FROM clawback c JOIN refund r ON r.id = c.refund_id"
        ),
        Self.count("i12_statements", "statement.issued", "SELECT period_id AS id FROM statement"),
        IntegrityRule(
            .auditComplete,
            "i12_transfers",
            """
            SELECT \(Self.number("s.batch")), 'the batch moved money without an event' FROM batch_seal s
            LEFT JOIN batch_seal p ON p.batch = s.batch - 1
            WHERE s.last_transfer > coalesce(p.last_transfer, 0) AND s.last_event <= coalesce(p.last_event, 0)
            """
        ),
        IntegrityRule(
            .outboxDelivered,
            "i16_outbox_delivered",
            isIncremental: true,
            inputs: [.now],
            """
            SELECT \(Self.number("c.last_event + 1")), 'the event waits for ' || c.name FROM consumer c
            WHERE EXISTS (SELECT 1 FROM audit_event e
              WHERE e.seq = c.last_event + 1 AND e.at < $1 - \(5 * Microseconds.minute))
            """
        ),
    ]

    /// A CASE that makes an action of a state.
    private static func action<State: NamedValue>(
        _ column: String,
        _ states: [State],
        _ name: (State) -> String
    ) -> String {
        let branches = states.map { "WHEN \($0.rawValue) THEN '\(name($0))'" }
        return "CASE \(column) \(branches.joined(separator: " ")) END"
    }

    /// Every row of a table has exactly one event that put it into the state it is in.
    private static func state(_ name: StaticString, of table: String, _ action: String) -> IntegrityRule {
        IntegrityRule(
            .auditComplete,
            name,
            """
            WITH seen AS (
              SELECT subject_id AS id, action, count(*) AS events FROM audit_event GROUP BY subject_id, action
            )
            SELECT \(Self.id("r.id")), 'not exactly one event put the \(table) row into its state' FROM \(table) r
            LEFT JOIN seen s ON s.id = r.id AND s.action = \(action) WHERE coalesce(s.events, 0) <> 1
            """
        )
    }

    /// There are as many events of an action about a subject as rows.
    private static func count(_ name: StaticString, _ action: String, _ rows: String) -> IntegrityRule {
        IntegrityRule(
            .auditComplete,
            name,
            """
            WITH part AS (
              SELECT x.id, 1 AS number FROM (\(rows)) x
              UNION ALL SELECT subject_id, -1 FROM audit_event WHERE action = '\(action)'
            )
            SELECT \(Self.id("p.id")), 'not one event \(action) for each row' FROM part p
            GROUP BY p.id HAVING sum(p.number) <> 0
            """
        )
    }
}
