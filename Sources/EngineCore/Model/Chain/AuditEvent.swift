package import SQLStore

/// One change of state: who, what, before and after.
///
/// Also the outbox: consumers follow `seq`.
public struct AuditEvent: Sendable, Hashable {
    /// Its number: gap-free, in commit order.
    public let seq: Int64
    /// The batch that wrote it.
    public var batch: Int64
    /// When, microseconds since 1970 UTC.
    public var at: Int64
    /// Who did it; the nil id is the system.
    public var actorID: ID
    /// What was done, as `order.paid`.
    public var action: String
    /// What it is about.
    public var subjectID: ID
    /// The principal whose own it is; nil: nobody's.
    public var scopeID: ID?
    /// The image before, canonical JSON; nil: there was nothing.
    public var before: String?
    /// The image after, canonical JSON.
    public var after: String?
    /// The request.
    public var requestID: String
    /// The trace of the request.
    public var traceID: String

    package init(
        seq: Int64,
        batch: Int64,
        at: Int64,
        actorID: ID,
        action: String,
        subjectID: ID,
        scopeID: ID? = nil,
        before: String? = nil,
        after: String? = nil,
        requestID: String,
        traceID: String
    ) {
        self.seq = seq
        self.batch = batch
        self.at = at
        self.actorID = actorID
        self.action = action
        self.subjectID = subjectID
        self.scopeID = scopeID
        self.before = before
        self.after = after
        self.requestID = requestID
        self.traceID = traceID
    }
}

extension AuditEvent: StoredRow {
    package typealias Key = Int64
    package var key: Int64 { self.seq }
    package static let table = TableDescription(
        name: "audit_event",
        columns: [
            Column("seq", .int64, isKey: true),
            Column("batch", .int64),
            Column("at", .int64),
            Column("actor_id", .uuid),
            Column("action", .text),
            Column("subject_id", .uuid),
            Column("scope_id", .uuid, isNullable: true),
            Column("before", .text, isNullable: true),
            Column("after", .text, isNullable: true),
            Column("request_id", .text),
            Column("trace_id", .text),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(self.seq)
        columns.int64(self.batch)
        columns.int64(self.at)
        columns.id(self.actorID)
        columns.text(self.action)
        columns.id(self.subjectID)
        columns.optionalID(self.scopeID)
        columns.optionalText(self.before)
        columns.optionalText(self.after)
        columns.text(self.requestID)
        columns.text(self.traceID)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.seq = columns.int64()
        self.batch = columns.int64()
        self.at = columns.int64()
        self.actorID = columns.id()
        self.action = columns.text()
        self.subjectID = columns.id()
        self.scopeID = columns.optionalID()
        self.before = columns.optionalText()
        self.after = columns.optionalText()
        self.requestID = columns.text()
        self.traceID = columns.text()
    }
}
