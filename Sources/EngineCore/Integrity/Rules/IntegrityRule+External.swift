/// I17.
extension IntegrityRule {
    private static func asked(_ code: TransferCode, _ kind: CashKind, _ states: CashState...) -> String {
        """
        SELECT ledger_id AS ledger, \(code.rawValue) AS code, amount FROM cash_request
        WHERE kind = \(kind.rawValue) AND state IN (\(states.map { "\($0.rawValue)" }.joined(separator: ", ")))
        """
    }

    static let external: [IntegrityRule] = [
        IntegrityRule(
            .externalReconciled,
            "i17_external_flows",
            """
            WITH part AS (
              \(Self.asked(.deposit, .deposit, .confirmed, .reversed))
              UNION ALL \(Self.asked(.depositReversal, .deposit, .reversed))
              UNION ALL \(Self.asked(.withdrawalPost, .withdrawal, .paid))
              UNION ALL \(Self.asked(.payoutPost, .payout, .paid))
              UNION ALL
              SELECT ledger_id, CASE code WHEN \(TransferCode.depositShortfall.rawValue)
                THEN \(TransferCode.depositReversal.rawValue) ELSE code END, -amount
              FROM transfer WHERE code IN (\(TransferCode.deposit.rawValue), \(TransferCode.depositReversal.rawValue),
                \(TransferCode.depositShortfall.rawValue), \(TransferCode.withdrawalPost.rawValue),
                \(TransferCode.payoutPost.rawValue))
            )
            SELECT \(Self.number("p.code")), 'transfers of this code are not what the requests say'
            FROM part p GROUP BY p.ledger, p.code HAVING sum(p.amount) <> 0
            """
        ),
        IntegrityRule(
            .externalReconciled,
            "i17_matched_items",
            """
            SELECT \(Self.id("r.id")), 'the item is not what it was matched with' FROM recon_item r
            LEFT JOIN transfer t ON t.seq = r.transfer_seq
            WHERE r.state = \(ReconState.matched.rawValue) AND r.transfer_seq IS NOT NULL
              AND (t.seq IS NULL OR t.amount <> r.amount)
            """
        ),
    ]
}
