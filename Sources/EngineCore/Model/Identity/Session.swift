package import SQLStore

/// A family of refresh tokens, of which only hashes are kept.
public struct Session: Sendable, Hashable {
    /// Its id.
    public let family: ID
    /// The principal.
    public var principalID: ID
    /// SHA-256 of the token that is valid.
    public var currentHash: [UInt8]
    /// SHA-256 of the token before it.
    public var previousHash: [UInt8]?
    /// Whether the current token was used.
    public var used: Bool
    /// When the token was exchanged last, microseconds.
    public var rotatedAt: Int64
    /// From when on it no longer holds, microseconds.
    public var expiresAt: Int64
    /// When it was ended, microseconds; nil: it was not.
    public var revokedAt: Int64?

    package init(
        family: ID,
        principalID: ID,
        currentHash: [UInt8],
        previousHash: [UInt8]? = nil,
        used: Bool,
        rotatedAt: Int64,
        expiresAt: Int64,
        revokedAt: Int64? = nil
    ) {
        self.family = family
        self.principalID = principalID
        self.currentHash = currentHash
        self.previousHash = previousHash
        self.used = used
        self.rotatedAt = rotatedAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}

extension Session: StoredRow {
    package typealias Key = ID
    package var key: ID { self.family }
    package static let table = TableDescription(
        name: "session",
        columns: [
            Column("family", .uuid, isKey: true),
            Column("principal_id", .uuid),
            Column("current_hash", .bytes),
            Column("previous_hash", .bytes, isNullable: true),
            Column("used", .bool),
            Column("rotated_at", .int64),
            Column("expires_at", .int64),
            Column("revoked_at", .int64, isNullable: true),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.family)
        columns.id(self.principalID)
        columns.bytes(self.currentHash)
        columns.optionalBytes(self.previousHash)
        columns.bool(self.used)
        columns.int64(self.rotatedAt)
        columns.int64(self.expiresAt)
        columns.optionalInt64(self.revokedAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.family = columns.id()
        self.principalID = columns.id()
        self.currentHash = columns.bytes()
        self.previousHash = columns.optionalBytes()
        self.used = columns.bool()
        self.rotatedAt = columns.int64()
        self.expiresAt = columns.int64()
        self.revokedAt = columns.optionalInt64()
    }
}
