import SQLStore

/// Reads what a consumer of events has not had.
enum OutboxQuery {
    private static let cursor = ReadQuery(
        "outbox_cursor",
        [.text],
        "SELECT c.last_event FROM consumer c WHERE c.name = $1"
    )
    private static let events = ReadQuery(
        "outbox_events",
        [.int64, .int64],
        "SELECT \(AuditEvent.table.columns("e")) FROM audit_event e WHERE e.seq > $1 ORDER BY e.seq LIMIT $2"
    )

    static func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ consumer: String,
        limit: Int
    ) throws(SQLError) -> OutboxPage {
        try connection.reading(for: .system) { connection throws(SQLError) in
            let cursor = try connection.row(Self.cursor, [.text(consumer)], as: CountRow.self)?.count ?? 0
            let values: [SQLValue] = [.int64(cursor), .int64(Int64(limit))]
            return OutboxPage(cursor: cursor, events: try connection.rows(Self.events, values, as: AuditEvent.self))
        }
    }
}
