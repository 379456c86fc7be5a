/// I11: keys and external ids are unique, and what happens once to a request or an order did.
extension IntegrityRule {
    private static let once =
        [
            TransferCode.deposit, .orderHold, .orderPost, .orderVoid, .withdrawalHold, .withdrawalPost, .withdrawalVoid,
            .payoutHold, .payoutPost, .payoutVoid,
        ].map { "\($0.rawValue)" }.joined(separator: ", ")

    static let effects: [IntegrityRule] = [
        IntegrityRule(
            .effectOnce,
            "i11_external_ids",
            isIncremental: true,
            """
            SELECT \(Self.number("count(*)")), 'requests with one external id' FROM cash_request c
            WHERE c.external_id IS NOT NULL GROUP BY c.provider, c.external_id HAVING count(*) > 1
            """
        ),
        IntegrityRule(
            .effectOnce,
            "i11_keys",
            isIncremental: true,
            """
            SELECT \(Self.id("k.owner_id")), 'one key has several outcomes' FROM idempotency_key k
            GROUP BY k.owner_id, k.key HAVING count(*) > 1
            """
        ),
        IntegrityRule(
            .effectOnce,
            "i11_transfers",
            """
            SELECT \(Self.id("t.ref_id")), 'moved money twice for one reason' FROM transfer t
            WHERE t.code IN (\(Self.once)) GROUP BY t.ref_id, t.code HAVING count(*) > 1
            UNION ALL
            SELECT \(Self.id("t.id")), 'several transfers have this id' FROM transfer t GROUP BY t.id HAVING count(*) > 1
            """
        ),
    ]
}
