/// I9: held is what commissions in state held have left; held and available together are what all of them have left,
/// less payouts, with adjustments and corrections.
extension IntegrityRule {
    private static let held = AccountKind.held.rawValue
    private static let available = AccountKind.available.rawValue
    private static let outside =
        "\(TransferCode.payoutPost.rawValue), \(TransferCode.adjustment.rawValue), \(TransferCode.correction.rawValue)"

    static let agents: [IntegrityRule] = [
        IntegrityRule(
            .agentBalances,
            "i9_agent_balances",
            """
            WITH side AS (
              SELECT debit_id AS id, -amount AS amount FROM transfer WHERE code IN (\(Self.outside)) AND phase IN (0, 2)
              UNION ALL
              SELECT credit_id, amount FROM transfer WHERE code IN (\(Self.outside)) AND phase IN (0, 2)
            ), part AS (
              SELECT c.agent_id AS owner, o.ledger_id AS ledger,
                CASE WHEN c.state = \(CommissionState.held.rawValue) THEN c.accrued - c.reversed ELSE 0 END AS held,
                c.accrued - c.reversed AS total
              FROM commission c JOIN orders o ON o.id = c.order_id
              UNION ALL
              SELECT a.owner_id, a.ledger_id, CASE WHEN a.kind = \(Self.held) THEN s.amount ELSE 0 END, s.amount
              FROM side s JOIN account a ON a.id = s.id WHERE a.kind IN (\(Self.held), \(Self.available))
              UNION ALL
              SELECT a.owner_id, a.ledger_id,
                CASE WHEN a.kind = \(Self.held) THEN a.debits_posted - a.credits_posted ELSE 0 END,
                a.debits_posted - a.credits_posted
              FROM account a WHERE a.kind IN (\(Self.held), \(Self.available))
            )
            SELECT \(Self.id("p.owner")), 'held or available is not what commissions and payouts say'
            FROM part p GROUP BY p.owner, p.ledger HAVING sum(p.held) <> 0 OR sum(p.total) <> 0
            """
        )
    ]
}
