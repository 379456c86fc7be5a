package import SQLStore

/// A login session as its principal sees it: no hash of a token.
public struct SessionRow: Sendable, Hashable {
    public let family: ID
    public let rotatedAt: Int64
    public let expiresAt: Int64
    public let revokedAt: Int64?
}

extension SessionRow: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.family = columns.id()
        self.rotatedAt = columns.int64()
        self.expiresAt = columns.int64()
        self.revokedAt = columns.optionalInt64()
    }
}
