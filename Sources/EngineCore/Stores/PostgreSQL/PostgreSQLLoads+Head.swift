import SQLStore

/// The second trip: accounts, the chain head, and what was not found before.
extension PostgreSQLLoads {
    /// Numbers follow the order of ledger, kind and owner; one that another gateway makes meanwhile is waited for.
    static let makeAccounts = PostgreSQLStatement(
        "make_accounts",
        """
        INSERT INTO account (ledger_id, kind, owner_id, debits_posted, credits_posted, debits_pending, credits_pending,
          last_seq)
        SELECT w.ledger_id, w.kind, w.owner_id, 0, 0, 0, 0, 0 FROM unnest($1, $2, $3) AS w(ledger_id, kind, owner_id)
        WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.ledger_id = w.ledger_id AND a.kind = w.kind
          AND a.owner_id = w.owner_id)
        ORDER BY w.ledger_id, w.kind, w.owner_id ON CONFLICT (ledger_id, kind, owner_id) DO NOTHING
        """,
        columns: [.int16, .int16, .uuid]
    )

    /// With a kind: that account; without: all of the owner.
    static let accounts = PostgreSQLLoad(
        "load_accounts",
        Account.self,
        columns: [.int16, .int16, .uuid],
        """
        WITH w AS MATERIALIZED (SELECT * FROM unnest($1, $2, $3) AS w(ledger_id, kind, owner_id)),
        ids AS (SELECT a.id FROM w JOIN account a ON a.ledger_id = w.ledger_id AND a.kind = w.kind
            AND a.owner_id = w.owner_id
          UNION SELECT a.id FROM w JOIN account a ON a.owner_id = w.owner_id WHERE w.kind IS NULL)
        SELECT {columns} FROM ids JOIN account t ON t.id = ids.id ORDER BY t.id FOR UPDATE OF t
        """
    ) { $1.accounts.load($0) }

    static let head = PostgreSQLLoad(
        "load_head",
        ChainHead.self,
        "SELECT {columns} FROM chain_head t WHERE t.one = 1 FOR UPDATE"
    ) { $1.head = $0 }

    /// Without a lock, as all that is read after the head: whoever holds one of these rows may be waiting for the head.
    static let keysAgain = PostgreSQLLoad(
        "load_keys_again",
        StoredOutcome.self,
        columns: [.uuid, .text],
        """
        SELECT {columns} FROM unnest($1, $2) AS w(owner_id, key)
        JOIN idempotency_key t ON t.owner_id = w.owner_id AND t.key = w.key
        """
    ) { $1.outcomes.load($0, isLocked: false) }

    static let cashRequestsAgain = PostgreSQLLoad(
        "load_cash_requests_again",
        CashRequest.self,
        columns: [.text, .text],
        """
        SELECT {columns} FROM unnest($1, $2) AS w(provider, external_id)
        JOIN cash_request t ON t.provider = w.provider AND t.external_id = w.external_id
        """
    ) { $1.cashRequests.load($0, isLocked: false) }

    /// Periods that another gateway has opened since the first trip.
    static let openPeriodsAgain = PostgreSQLLoad(
        "load_open_periods_again",
        Period.self,
        columns: [.int16],
        "SELECT {columns} FROM unnest($1) AS w(ledger_id) JOIN period t ON t.ledger_id = w.ledger_id AND t.state <> 2"
    ) { $1.periods.load($0, isLocked: false) }

    static let logins = PostgreSQLLoad(
        "load_logins",
        Principal.self,
        columns: [.text],
        "SELECT {columns} FROM unnest($1) AS w(login) JOIN principal t ON t.login = w.login"
    ) { $1.principals.load($0, isLocked: false) }

    static let referrals = PostgreSQLLoad(
        "load_referrals",
        Agent.self,
        columns: [.text],
        "SELECT {columns} FROM unnest($1) AS w(code) JOIN agent t ON t.referral = w.code"
    ) { $1.agents.load($0, isLocked: false) }

    static let skus = PostgreSQLLoad(
        "load_skus",
        Product.self,
        columns: [.text],
        "SELECT {columns} FROM unnest($1) AS w(sku) JOIN product t ON t.sku = w.sku"
    ) { $1.products.load($0, isLocked: false) }
}
