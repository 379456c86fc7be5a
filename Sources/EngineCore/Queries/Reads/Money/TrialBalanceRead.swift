/// All ledgers by kind of account.
package struct TrialBalanceRead: EngineRead {
    package init() {}

    private static let query = ScopedQuery(
        ("trial_balance_member", "trial_balance_agent", "trial_balance"),
        member: nil,
        agent: nil,
        admin: [.super, .finance, .auditor]
    ) { condition in
        """
        SELECT a.ledger_id, l.currency, a.kind, count(*), CAST(sum(a.debits_posted) AS int8),
          CAST(sum(a.credits_posted) AS int8), CAST(sum(a.debits_pending) AS int8), CAST(sum(a.credits_pending) AS int8)
        FROM account a JOIN ledger l ON l.id = a.ledger_id WHERE \(condition)
        GROUP BY a.ledger_id, l.currency, a.kind ORDER BY a.ledger_id, a.kind
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> [TrialBalanceLine] { try connection.list(Self.query, scope, as: TrialBalanceLine.self) }
}
