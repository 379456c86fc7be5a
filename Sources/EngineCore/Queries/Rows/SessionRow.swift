package import SQLStore

/// A login session as its principal sees it: no hash of a token.
public struct SessionRow: Sendable, Hashable {
    /// The session.
    public let family: ID
    /// When the token was last renewed, microseconds.
    public let rotatedAt: Int64
    /// Microseconds.
    public let expiresAt: Int64
    /// Microseconds; nil while it is good.
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
