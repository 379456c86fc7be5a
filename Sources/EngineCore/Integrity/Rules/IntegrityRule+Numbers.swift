/// I19.
extension IntegrityRule {
    static let numbers: [IntegrityRule] = [
        IntegrityRule(
            .numbersGapFree,
            "i19_transfers",
            isIncremental: true,
            inputs: [.sinceTransfer],
            """
            SELECT \(Self.number("t.seq")), 'there is no transfer before this one' FROM transfer t
            WHERE t.seq > $1 AND t.seq <> 1 AND NOT EXISTS (SELECT 1 FROM transfer p WHERE p.seq = t.seq - 1)
            """
        ),
        IntegrityRule(
            .numbersGapFree,
            "i19_events",
            isIncremental: true,
            inputs: [.sinceEvent],
            """
            SELECT \(Self.number("e.seq")), 'there is no event before this one' FROM audit_event e
            WHERE e.seq > $1 AND e.seq <> 1 AND NOT EXISTS (SELECT 1 FROM audit_event p WHERE p.seq = e.seq - 1)
            """
        ),
        IntegrityRule(
            .numbersGapFree,
            "i19_head",
            isIncremental: true,
            """
            SELECT \(Self.number("h.last_transfer")), 'the last transfer is not the one of the chain head'
            FROM chain_head h WHERE h.last_transfer <> coalesce((SELECT max(t.seq) FROM transfer t), 0)
            UNION ALL
            SELECT \(Self.number("h.last_event")), 'the last event is not the one of the chain head'
            FROM chain_head h WHERE h.last_event <> coalesce((SELECT max(e.seq) FROM audit_event e), 0)
            UNION ALL
            SELECT \(Self.number("0")), 'there is no chain head' WHERE NOT EXISTS (SELECT 1 FROM chain_head)
            """
        ),
    ]
}
