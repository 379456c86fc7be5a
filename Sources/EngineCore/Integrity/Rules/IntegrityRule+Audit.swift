/// I12 and I16.
extension IntegrityRule {
    static let audit: [IntegrityRule] = [
        Self.state("i12_orders", of: "orders", OrderState.allCases) {
            $0 == .awaitingPayment ? "order.placed" : "order.\($0.name)"
        },
        Self.state("i12_refunds", of: "refund", RefundState.allCases) { "refund.\($0.name)" },
        Self.cash("i12_deposits", .deposit),
        Self.cash("i12_withdrawals", .withdrawal),
        Self.cash("i12_payouts", .payout),
        Self.state("i12_approvals", of: "approval", ApprovalState.allCases) {
            $0 == .open ? "approval.proposed" : "approval.\($0.name)"
        },
        Self.state("i12_periods", of: "period", PeriodState.allCases) {
            $0 == .open ? "period.opened" : "period.\($0.name)"
        },
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

    private static func cash(_ name: StaticString, _ kind: CashKind) -> IntegrityRule {
        Self.state(name, of: "cash_request", CashState.allCases, where: "r.kind = \(kind.rawValue)") {
            "\(kind.name).\($0.name)"
        }
    }

    /// Exactly one event put a row into the state it is in, and none put it into another one later.
    private static func state<State: NamedValue>(
        _ name: StaticString,
        of table: String,
        _ states: [State],
        where condition: String = "1 = 1",
        _ action: (State) -> String
    ) -> IntegrityRule {
        let names = states.map { "'\(action($0))'" }.joined(separator: ", ")
        let branches = states.map { "WHEN \($0.rawValue) THEN '\(action($0))'" }.joined(separator: " ")
        return IntegrityRule(
            .auditComplete,
            name,
            """
            WITH seen AS (
              SELECT subject_id AS id, action, count(*) AS events, max(seq) AS newest FROM audit_event
              WHERE action IN (\(names)) GROUP BY subject_id, action
            ), latest AS (
              SELECT id, max(newest) AS newest FROM seen GROUP BY id
            )
            SELECT \(Self.id("r.id")), 'not exactly one event, the last one, put the \(table) row into its state'
            FROM \(table) r LEFT JOIN seen s ON s.id = r.id AND s.action = CASE r.state \(branches) END
            LEFT JOIN latest l ON l.id = r.id
            WHERE \(condition) AND (coalesce(s.events, 0) <> 1 OR s.newest <> l.newest)
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
