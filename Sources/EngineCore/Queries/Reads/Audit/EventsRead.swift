import SQLStore

/// Events after a number, oldest first: how consumers and streams follow the outbox.
package struct EventsRead: EngineRead {
    package var after: Int64
    /// In 1...1000.
    package var limit: Int

    package init(after: Int64, limit: Int = 200) {
        precondition((1...1000).contains(limit), "limit \(limit)")
        (self.after, self.limit) = (after, limit)
    }

    private static let query = ScopedQuery(
        ("events_member", "events_agent", "events_admin"),
        [.int64, .int64, .int64],
        member: "e.scope_id = $1",
        agent: """
            e.scope_id IN \(ScopedQuery.subtree)
            OR EXISTS (SELECT 1 FROM member m WHERE m.id = e.scope_id AND m.agent_id IN \(ScopedQuery.subtree))
            """,
        admin: .any
    ) { condition in
        """
        SELECT e.seq, e.at, e.action, e.subject_id, e.scope_id, e.request_id, e.trace_id FROM audit_event e
        WHERE e.seq > $2 AND e.seq <= $3 AND \(condition) ORDER BY e.seq LIMIT $4
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> EventBatch {
        let last = try connection.find(ChainHead.current, as: ChainHead.self)?.lastEvent ?? 0
        let values: [SQLValue] = [.int64(self.after), .int64(last), .int64(Int64(self.limit))]
        let events = try connection.list(Self.query, scope, values, as: EngineEvent.self)
        let isFull = events.count == self.limit
        return EventBatch(events: events, next: isFull ? events[events.count - 1].seq : max(last, self.after))
    }
}
