import SQLStore

/// What follows from rows that are locked by now, and what never changes.
extension PostgreSQLLoads {
    static let orderLines = PostgreSQLLoad(
        "load_order_lines",
        OrderLine.self,
        columns: [.uuid],
        """
        SELECT {columns} FROM unnest($1) AS w(id) JOIN order_line t ON t.order_id = w.id
        ORDER BY t.order_id, t.line FOR UPDATE OF t
        """
    ) { $1.orderLines.load($0, isLocked: true) }

    static let commissions = PostgreSQLLoad(
        "load_commissions",
        Commission.self,
        columns: [.uuid],
        """
        SELECT {columns} FROM unnest($1) AS w(id) JOIN commission t ON t.order_id = w.id
        ORDER BY t.order_id, t.line, t.level FOR UPDATE OF t
        """
    ) { $1.commissions.load($0, isLocked: true) }

    /// Kind 1: of the order of that id; 3: of the cash request of that id.
    static let holds = PostgreSQLLoad(
        "load_holds",
        Hold.self,
        columns: [.uuid, .int16],
        """
        WITH w AS MATERIALIZED (SELECT * FROM unnest($1, $2) AS w(id, kind)),
        seqs AS (SELECT o.hold_seq AS seq FROM w JOIN orders o ON o.id = w.id WHERE w.kind = 1
          UNION SELECT r.hold_seq FROM w JOIN cash_request r ON r.id = w.id WHERE w.kind = 3)
        SELECT {columns} FROM seqs JOIN hold t ON t.seq = seqs.seq ORDER BY t.seq FOR UPDATE OF t
        """
    ) { $1.holds.load($0, isLocked: true) }

    static let linePlans = PostgreSQLLoad(
        "load_line_plans",
        Plan.self,
        columns: [.uuid],
        """
        SELECT {columns} FROM (SELECT DISTINCT l.plan_id AS id FROM unnest($1) AS w(id)
          JOIN order_line l ON l.order_id = w.id) AS ids JOIN plan t ON t.id = ids.id
        """
    ) { $1.plans.load($0, isLocked: false) }

    static let newestPrices = PostgreSQLLoad(
        "load_newest_prices",
        Price.self,
        values: [.int64],
        columns: [.uuid],
        """
        SELECT {columns} FROM unnest($2) AS w(id) CROSS JOIN ledger l CROSS JOIN LATERAL (SELECT * FROM price p
          WHERE p.product_id = w.id AND p.ledger_id = l.id AND p.valid_from <= $1 ORDER BY p.valid_from DESC LIMIT 1) t
        """
    ) { $1.prices.load($0, isLocked: false) }

    static let prices = PostgreSQLLoad(
        "load_prices",
        Price.self,
        columns: [.uuid, .int16, .int64],
        """
        SELECT {columns} FROM unnest($1, $2, $3) AS w(product_id, ledger_id, valid_from) JOIN price t
          ON t.product_id = w.product_id AND t.ledger_id = w.ledger_id AND t.valid_from = w.valid_from
        """
    ) { $1.prices.load($0, isLocked: false) }

    /// Ledgers are few.
    static let ledgers = PostgreSQLLoad("load_ledgers", Ledger.self, "SELECT {columns} FROM ledger t") {
        $1.ledgers.load($0, isLocked: false)
    }

    static let newestPlans = PostgreSQLLoad(
        "load_newest_plans",
        Plan.self,
        values: [.int64],
        columns: [.int16],
        """
        SELECT DISTINCT ON (t.ledger_id, t.category) {columns} FROM unnest($2) AS w(id)
        JOIN plan t ON t.ledger_id = w.id WHERE t.valid_from <= $1
        ORDER BY t.ledger_id, t.category, t.valid_from DESC, t.id DESC
        """
    ) { $1.plans.load($0, isLocked: false) }

    static let transfers = PostgreSQLLoad(
        "load_transfers",
        Transfer.self,
        columns: [.int64],
        "SELECT {columns} FROM unnest($1) AS w(seq) JOIN transfer t ON t.seq = w.seq"
    ) { $1.transfers.load($0, isLocked: false) }

    static let corrections = PostgreSQLLoad(
        "load_corrections",
        Transfer.self,
        columns: [.int64],
        """
        SELECT {columns} FROM unnest($1) AS w(seq) JOIN transfer o ON o.seq = w.seq
        JOIN transfer t ON t.code = 91 AND t.ref_id = o.id
        """
    ) { $1.transfers.load($0, isLocked: false) }
}
