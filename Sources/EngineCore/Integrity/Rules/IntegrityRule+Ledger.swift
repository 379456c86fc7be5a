/// I1 to I4.
extension IntegrityRule {
    static let ledger: [IntegrityRule] =
        [
            IntegrityRule(
                .ledgerBalanced,
                "i1_ledger_balanced",
                isIncremental: true,
                """
                SELECT \(Self.number("a.ledger_id")), 'debits and credits of the ledger differ' FROM account a
                GROUP BY a.ledger_id
                HAVING sum(a.debits_posted) <> sum(a.credits_posted) OR sum(a.debits_pending) <> sum(a.credits_pending)
                """
            ),
            IntegrityRule(
                .accountSums,
                "i2_account_sums",
                """
                WITH side AS (
                  SELECT debit_id AS id, CASE WHEN phase IN (0, 2) THEN amount ELSE 0 END AS dp, 0 AS cp,
                    CASE phase WHEN 0 THEN 0 WHEN 1 THEN amount ELSE -amount END AS dh, 0 AS ch, seq FROM transfer
                  UNION ALL
                  SELECT credit_id, 0, CASE WHEN phase IN (0, 2) THEN amount ELSE 0 END,
                    0, CASE phase WHEN 0 THEN 0 WHEN 1 THEN amount ELSE -amount END, seq FROM transfer
                ), fold AS (
                  SELECT id, sum(dp) AS dp, sum(cp) AS cp, sum(dh) AS dh, sum(ch) AS ch, max(seq) AS seq
                  FROM side GROUP BY id
                )
                SELECT \(Self.number("a.id")), 'the sums of the account are not those of its transfers'
                FROM account a LEFT JOIN fold f ON f.id = a.id
                WHERE a.debits_posted <> coalesce(f.dp, 0) OR a.credits_posted <> coalesce(f.cp, 0)
                  OR a.debits_pending <> coalesce(f.dh, 0) OR a.credits_pending <> coalesce(f.ch, 0)
                  OR a.last_seq <> coalesce(f.seq, 0)
                UNION ALL
                SELECT \(Self.number("f.id")), 'transfers of an account that does not exist'
                FROM fold f LEFT JOIN account a ON a.id = f.id WHERE a.id IS NULL
                """
            ),
            IntegrityRule(
                .noOverdraft,
                "i3_no_overdraft",
                isIncremental: true,
                inputs: [.sinceTransfer],
                """
                SELECT \(Self.number("a.id")), 'the account is overdrawn' FROM account a
                WHERE a.kind IN (\(AccountKind.wallet.rawValue), \(AccountKind.held.rawValue)) AND a.last_seq >= $1
                  AND a.credits_posted - a.debits_posted - a.debits_pending < 0
                """
            ),
        ] + Self.holds

    private static let holds: [IntegrityRule] = [
        IntegrityRule(
            .holdsResolved,
            "i4_resolved_once",
            isIncremental: true,
            inputs: [.sinceTransfer],
            """
            SELECT \(Self.number("t.seq")), 'posts or voids otherwise than the hold says' FROM transfer t
            LEFT JOIN hold h ON h.seq = t.pending_seq LEFT JOIN transfer p ON p.seq = t.pending_seq
            WHERE t.seq > $1 AND t.phase IN (2, 3) AND (h.seq IS NULL OR p.seq IS NULL OR p.phase <> 1
              OR h.resolved_seq IS NULL OR h.resolved_seq <> t.seq OR h.amount <> t.amount OR p.amount <> t.amount
              OR p.debit_id <> t.debit_id OR p.credit_id <> t.credit_id
              OR (CASE WHEN h.state = \(HoldState.posted.rawValue) THEN 2 ELSE 3 END) <> t.phase)
            """
        ),
        IntegrityRule(
            .holdsResolved,
            "i4_hold_of_pending",
            isIncremental: true,
            inputs: [.sinceTransfer],
            """
            SELECT \(Self.number("t.seq")), 'the pending transfer has no hold of its amount' FROM transfer t
            LEFT JOIN hold h ON h.seq = t.seq
            WHERE t.seq > $1 AND t.phase = 1 AND (h.seq IS NULL OR h.amount <> t.amount)
            """
        ),
        IntegrityRule(
            .holdsResolved,
            "i4_overdue",
            isIncremental: true,
            inputs: [.now],
            """
            SELECT \(Self.number("h.seq")), 'the hold is open 5 s after its end' FROM hold h
            WHERE h.state = \(HoldState.pending.rawValue) AND h.expires_at < $1 - \(5 * Microseconds.second)
            """
        ),
        IntegrityRule(
            .holdsResolved,
            "i4_state",
            """
            SELECT \(Self.number("h.seq")), 'state and resolution of the hold differ' FROM hold h
            LEFT JOIN transfer t ON t.seq = h.resolved_seq AND t.pending_seq = h.seq
            WHERE (h.state = \(HoldState.pending.rawValue) AND h.resolved_seq IS NOT NULL)
              OR (h.state <> \(HoldState.pending.rawValue) AND t.seq IS NULL)
            """
        ),
    ]
}
