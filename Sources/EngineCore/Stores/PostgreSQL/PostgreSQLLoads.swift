import SQLStore

/// The statements of the first trip, in the order in which classes are locked; within a class rows are locked in the
/// order of their keys, so two gateways never wait for each other in a circle.
///
/// Arrays join tables by index: the session switches other plans off (``PostgreSQLStore``).
enum PostgreSQLLoads {
    static let keys = PostgreSQLLoad(
        "load_keys",
        StoredOutcome.self,
        columns: [.uuid, .text],
        """
        SELECT {columns} FROM unnest($1, $2) AS w(owner_id, key)
        JOIN idempotency_key t ON t.owner_id = w.owner_id AND t.key = w.key ORDER BY t.owner_id, t.key FOR UPDATE OF t
        """
    ) { $1.outcomes.load($0, isLocked: true) }

    static let orders = PostgreSQLLoad(
        "load_orders",
        Order.self,
        columns: [.uuid],
        "SELECT {columns} FROM unnest($1) AS w(id) JOIN orders t ON t.id = w.id ORDER BY t.id FOR UPDATE OF t"
    ) { $1.orders.load($0, isLocked: true) }

    /// Kind 0: the refund of that id; 1: those of the order of that id.
    static let refunds = PostgreSQLLoad(
        "load_refunds",
        Refund.self,
        columns: [.uuid, .int16],
        """
        WITH w AS MATERIALIZED (SELECT * FROM unnest($1, $2) AS w(id, kind)),
        ids AS (SELECT id FROM w WHERE kind = 0
          UNION SELECT r.id FROM w JOIN refund r ON r.order_id = w.id WHERE w.kind = 1)
        SELECT {columns} FROM ids JOIN refund t ON t.id = ids.id ORDER BY t.id FOR UPDATE OF t
        """
    ) { $1.refunds.load($0, isLocked: true) }

    static let cashRequests = PostgreSQLLoad(
        "load_cash_requests",
        CashRequest.self,
        columns: [.uuid, .text, .text],
        """
        WITH w AS MATERIALIZED (SELECT * FROM unnest($1, $2, $3) AS w(id, provider, external_id)),
        ids AS (SELECT id FROM w WHERE id IS NOT NULL
          UNION SELECT r.id FROM w JOIN cash_request r ON r.provider = w.provider AND r.external_id = w.external_id)
        SELECT {columns} FROM ids JOIN cash_request t ON t.id = ids.id ORDER BY t.id FOR UPDATE OF t
        """
    ) { $1.cashRequests.load($0, isLocked: true) }

    /// Deposits are read for comparison only, so they are not locked.
    static let providerDeposits = PostgreSQLLoad(
        "load_provider_deposits",
        CashRequest.self,
        columns: [.text, .int64, .int64],
        """
        SELECT {columns} FROM unnest($1, $2, $3) AS w(provider, from_at, to_at)
        JOIN cash_request t ON t.provider = w.provider AND t.created_at >= w.from_at AND t.created_at < w.to_at
        WHERE t.kind = 0
        """
    ) { $1.cashRequests.load($0, isLocked: false) }

    static let approvals = PostgreSQLLoad(
        "load_approvals",
        Approval.self,
        columns: [.uuid],
        "SELECT {columns} FROM unnest($1) AS w(id) JOIN approval t ON t.id = w.id ORDER BY t.id FOR UPDATE OF t"
    ) { $1.approvals.load($0, isLocked: true) }

    /// By id, or all of a ledger that are not issued and the newest issued one.
    static let periods = PostgreSQLLoad(
        "load_periods",
        Period.self,
        columns: [.uuid, .int16],
        """
        WITH w AS MATERIALIZED (SELECT * FROM unnest($1, $2) AS w(id, ledger_id)),
        ids AS (SELECT id FROM w WHERE id IS NOT NULL
          UNION SELECT p.id FROM w JOIN period p ON p.ledger_id = w.ledger_id AND p.state <> 2
          UNION SELECT p.id FROM w CROSS JOIN LATERAL (SELECT id FROM period p WHERE p.ledger_id = w.ledger_id
            AND p.state = 2 ORDER BY p.starts_at DESC LIMIT 1) p)
        SELECT {columns} FROM ids JOIN period t ON t.id = ids.id ORDER BY t.id FOR UPDATE OF t
        """
    ) { $1.periods.load($0, isLocked: true) }

    static let members = PostgreSQLLoad(
        "load_members",
        Member.self,
        columns: [.uuid],
        "SELECT {columns} FROM unnest($1) AS w(id) JOIN member t ON t.id = w.id ORDER BY t.id FOR UPDATE OF t"
    ) { $1.members.load($0, isLocked: true) }

    static let ownerships = PostgreSQLLoad(
        "load_ownerships",
        Ownership.self,
        columns: [.uuid],
        """
        SELECT {columns} FROM unnest($1) AS w(id) JOIN ownership t ON t.member_id = w.id WHERE t.to_at IS NULL
        ORDER BY t.member_id, t.from_at FOR UPDATE OF t
        """
    ) { $1.ownerships.load($0, isLocked: true) }

    static let sessions = PostgreSQLLoad(
        "load_sessions",
        Session.self,
        columns: [.uuid],
        "SELECT {columns} FROM unnest($1) AS w(id) JOIN session t ON t.family = w.id ORDER BY t.family FOR UPDATE OF t"
    ) { $1.sessions.load($0, isLocked: true) }

    static let products = PostgreSQLLoad(
        "load_products",
        Product.self,
        columns: [.uuid],
        "SELECT {columns} FROM unnest($1) AS w(id) JOIN product t ON t.id = w.id ORDER BY t.id FOR UPDATE OF t"
    ) { $1.products.load($0, isLocked: true) }

    /// Kind 0: the stock of that product; 1: of the products of that order's lines.
    static let stocks = PostgreSQLLoad(
        "load_stocks",
        Stock.self,
        columns: [.uuid, .int16],
        """
        WITH w AS MATERIALIZED (SELECT * FROM unnest($1, $2) AS w(id, kind)),
        ids AS (SELECT id FROM w WHERE kind = 0
          UNION SELECT l.product_id FROM w JOIN order_line l ON l.order_id = w.id WHERE w.kind = 1)
        SELECT {columns} FROM ids JOIN stock t ON t.product_id = ids.id ORDER BY t.product_id FOR UPDATE OF t
        """
    ) { $1.stocks.load($0, isLocked: true) }

    static let settings = PostgreSQLLoad(
        "load_settings",
        Setting.self,
        columns: [.text],
        "SELECT {columns} FROM unnest($1) AS w(name) JOIN setting t ON t.name = w.name ORDER BY t.name FOR UPDATE OF t"
    ) { $1.settings.load($0, isLocked: true) }

    static let reconItems = PostgreSQLLoad(
        "load_recon_items",
        ReconItem.self,
        columns: [.uuid],
        "SELECT {columns} FROM unnest($1) AS w(id) JOIN recon_item t ON t.id = w.id ORDER BY t.id FOR UPDATE OF t"
    ) { $1.reconItems.load($0, isLocked: true) }

    static let consumers = PostgreSQLLoad(
        "load_consumers",
        Consumer.self,
        columns: [.text],
        "SELECT {columns} FROM unnest($1) AS w(name) JOIN consumer t ON t.name = w.name ORDER BY t.name FOR UPDATE OF t"
    ) { $1.consumers.load($0, isLocked: true) }
}
