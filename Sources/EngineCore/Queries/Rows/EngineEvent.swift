package import SQLStore

/// That something changed, for those who may know; what it was before and after is read where it lies.
public struct EngineEvent: Sendable, Hashable {
    public let seq: Int64
    public let at: Int64
    public let action: String
    public let subjectID: ID
    public let scopeID: ID?
    public let requestID: String
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
