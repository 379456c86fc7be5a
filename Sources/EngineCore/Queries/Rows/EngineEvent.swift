package import SQLStore

/// That something changed, for those who may know; what it was before and after is read where it lies.
public struct EngineEvent: Sendable, Hashable {
    /// Its number.
    public let seq: Int64
    /// Microseconds.
    public let at: Int64
    /// What happened.
    public let action: String
    /// To whom or what.
    public let subjectID: ID
    /// Whose scope it lies in; nil is the platform.
    public let scopeID: ID?
    /// The request that did it.
    public let requestID: String
    /// The trace of that request.
    public let traceID: String
}

extension EngineEvent: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.seq = columns.int64()
        self.at = columns.int64()
        self.action = columns.text()
        self.subjectID = columns.id()
        self.scopeID = columns.optionalID()
        self.requestID = columns.text()
        self.traceID = columns.text()
    }
}
