import SQLStore

/// Audit events in full, newest first.
package struct AuditEventsRead: EngineRead {
    package var page: PageRequest
    package var subjectID: ID?
    package var requestID: String?

    package init(page: PageRequest, subjectID: ID? = nil, requestID: String? = nil) {
        (self.page, self.subjectID, self.requestID) = (page, subjectID, requestID)
    }

    private static func query(
        _ names: (StaticString, StaticString, StaticString),
        _ type: [SQLType],
        _ filter: String
    ) -> ScopedQuery {
        ScopedQuery(names, type + [.int64, .int64], member: nil, agent: nil, admin: [.super, .auditor]) { condition in
            """
            SELECT \(AuditEvent.table.columns("e")) FROM audit_event e
            WHERE \(condition) AND \(filter) ORDER BY e.seq DESC LIMIT $\(type.isEmpty ? 3 : 4)
            """
        }
    }

    /// Three statements, so that each uses its index.
    private static let all = Self.query(("audit_member", "audit_agent", "audit"), [], "e.seq < $2")
    private static let bySubject = Self.query(
        ("audit_subject_member", "audit_subject_agent", "audit_subject"),
        [.uuid],
        "e.subject_id = $2 AND e.seq < $3"
    )
    private static let byRequest = Self.query(
        ("audit_request_member", "audit_request_agent", "audit_request"),
        [.text],
        "e.request_id = $2 AND e.seq < $3"
    )

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<AuditEvent> {
        let first = PageKey("e", .number(.max))
        func key(_ event: AuditEvent) -> PageKey { PageKey("e", .number(event.seq)) }
        let page = self.page
        if let subjectID {
            let values: [SQLValue] = [.uuid(subjectID)]
            return try connection.page(page, after: first, Self.bySubject, scope, values, as: AuditEvent.self, key: key)
        }
        if let requestID {
            let values: [SQLValue] = [.text(requestID)]
            return try connection.page(page, after: first, Self.byRequest, scope, values, as: AuditEvent.self, key: key)
        }
        return try connection.page(page, after: first, Self.all, scope, as: AuditEvent.self, key: key)
    }
}
