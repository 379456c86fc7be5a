package import SQLStore

/// What jobs find to do, each list in order of urgency and at most `limit` long; what is done twice has one key.
package enum DueWork {
    /// How long an approval stays open.
    package static let approvalLifetime = Microseconds.day
    /// How long the outcome under a key is kept.
    package static let keyLifetime = 30 * Microseconds.day

    private static let holds = ReadQuery(
        "due_holds",
        [.int64, .int64],
        """
        SELECT h.seq, h.ref_id FROM hold h
        WHERE h.state = \(HoldState.pending.rawValue) AND h.expires_at <= $1 ORDER BY h.expires_at LIMIT $2
        """
    )
    private static let releases = ReadQuery(
        "due_releases",
        [.int64, .int64],
        """
        SELECT DISTINCT c.order_id, c.due_at FROM commission c
        WHERE c.state = \(CommissionState.held.rawValue) AND c.due_at <= $1 ORDER BY c.due_at, c.order_id LIMIT $2
        """
    )
    private static let approvals = ReadQuery(
        "due_approvals",
        [.int64, .int64],
        """
        SELECT a.id FROM approval a WHERE a.state = \(ApprovalState.open.rawValue) AND a.created_at <= $1
        ORDER BY a.created_at LIMIT $2
        """
    )
    private static let periods = ReadQuery(
        "closing_periods",
        """
        SELECT p.id, (SELECT s.agent_id FROM statement s WHERE s.period_id = p.id ORDER BY s.agent_id DESC LIMIT 1)
        FROM period p WHERE p.state = \(PeriodState.closing.rawValue) ORDER BY p.starts_at, p.id
        """
    )
    private static let openItems = ReadQuery(
        "open_items",
        """
        SELECT (SELECT count(*) FROM hold WHERE state = \(HoldState.pending.rawValue)),
          coalesce((SELECT h.last_event - min(c.last_event) FROM consumer c), 0),
          (SELECT e.at FROM audit_event e WHERE e.seq = (SELECT min(c.last_event) + 1 FROM consumer c)),
          (SELECT count(*) FROM recon_item WHERE state = \(ReconState.unmatched.rawValue))
        FROM chain_head h
        """
    )
    private static let keys = ReadQuery(
        "expired_keys",
        [.int64, .int64],
        "SELECT k.owner_id, k.key FROM idempotency_key k WHERE k.created_at < $1 ORDER BY k.created_at LIMIT $2"
    )

    /// Pending holds with `expires_at` <= now.
    package static func holds(
        _ connection: inout some ReadConnection & ~Copyable,
        now: Int64,
        limit: Int
    ) throws(SQLError) -> [DueHold] {
        try self.list(&connection, self.holds, [.int64(now), .int64(Int64(limit))], as: DueHold.self)
    }

    /// Held commissions with `due_at` <= now, by order and time.
    package static func releases(
        _ connection: inout some ReadConnection & ~Copyable,
        now: Int64,
        limit: Int
    ) throws(SQLError) -> [DueRelease] {
        try self.list(&connection, self.releases, [.int64(now), .int64(Int64(limit))], as: DueRelease.self)
    }

    /// Open approvals made at or before a time: 24 h ago.
    package static func approvals(
        _ connection: inout some ReadConnection & ~Copyable,
        madeUntil: Int64,
        limit: Int
    ) throws(SQLError) -> [ID] {
        let values: [SQLValue] = [.int64(madeUntil), .int64(Int64(limit))]
        return try self.list(&connection, self.approvals, values, as: IDRow.self).map(\.id)
    }

    /// Periods whose statements are being made, with the last agent who has one.
    package static func closingPeriods(
        _ connection: inout some ReadConnection & ~Copyable
    ) throws(SQLError) -> [ClosingPeriod] { try self.list(&connection, self.periods, [], as: ClosingPeriod.self) }

    /// What waits for somebody; without any consumer no event does.
    package static func openItems(_ connection: inout some ReadConnection & ~Copyable) throws(SQLError) -> OpenItems {
        let none = OpenItems(pendingHolds: 0, undeliveredEvents: 0, oldestUndelivered: nil, unreconciledItems: 0)
        return try self.list(&connection, self.openItems, [], as: OpenItems.self).first ?? none
    }

    /// Keys made before a time, which may be forgotten: 30 days ago.
    package static func expiredKeys(
        _ connection: inout some ReadConnection & ~Copyable,
        madeBefore: Int64,
        limit: Int
    ) throws(SQLError) -> [StoredOutcome.Key] {
        let values: [SQLValue] = [.int64(madeBefore), .int64(Int64(limit))]
        return try self.list(&connection, self.keys, values, as: KeyRow.self).map(\.key)
    }

    private static func list<Row: QueryRow>(
        _ connection: inout some ReadConnection & ~Copyable,
        _ query: ReadQuery,
        _ values: [SQLValue],
        as type: Row.Type
    ) throws(SQLError) -> [Row] {
        try connection.reading(for: .system) { connection throws(SQLError) in
            try connection.rows(query, values, as: type)
        }
    }
}
