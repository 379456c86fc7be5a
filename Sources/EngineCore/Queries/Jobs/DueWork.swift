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
        SELECT h.seq, h.ref_id, h.expires_at FROM hold h
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
        [.int64],
        """
        SELECT \(Period.table.columns("p")) FROM period p WHERE p.state = \(PeriodState.closing.rawValue)
        ORDER BY p.starts_at, p.id LIMIT $1
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

    /// Open approvals made 24 h ago or earlier.
    package static func approvals(
        _ connection: inout some ReadConnection & ~Copyable,
        now: Int64,
        limit: Int
    ) throws(SQLError) -> [ID] {
        let values: [SQLValue] = [.int64(now - self.approvalLifetime), .int64(Int64(limit))]
        return try self.list(&connection, self.approvals, values, as: IDRow.self).map(\.id)
    }

    /// Periods whose statements are being made.
    package static func closingPeriods(
        _ connection: inout some ReadConnection & ~Copyable,
        limit: Int
    ) throws(SQLError) -> [Period] {
        try self.list(&connection, self.periods, [.int64(Int64(limit))], as: Period.self)
    }

    /// Keys older than 30 days, which may be forgotten.
    package static func expiredKeys(
        _ connection: inout some ReadConnection & ~Copyable,
        now: Int64,
        limit: Int
    ) throws(SQLError) -> [StoredOutcome.Key] {
        let values: [SQLValue] = [.int64(now - self.keyLifetime), .int64(Int64(limit))]
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
