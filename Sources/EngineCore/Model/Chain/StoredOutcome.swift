package import SQLStore

/// The answer kept under an idempotency key.
public struct StoredOutcome: Sendable, Hashable {
    /// Whose it is; the nil id is the platform.
    public let ownerID: ID
    /// The idempotency key, 1 to 128 printable ASCII characters.
    public let keyText: String
    /// SHA-256 of the request: 32 bytes.
    public var requestHash: [UInt8]
    /// The batch that wrote it.
    public var batch: Int64
    /// The HTTP status.
    public var status: Int16
    /// The answer's bytes.
    public var body: [UInt8]
    /// When it was made, microseconds.
    public var createdAt: Int64

    package init(
        ownerID: ID,
        keyText: String,
        requestHash: [UInt8],
        batch: Int64,
        status: Int16,
        body: [UInt8],
        createdAt: Int64
    ) {
        self.ownerID = ownerID
        self.keyText = keyText
        self.requestHash = requestHash
        self.batch = batch
        self.status = status
        self.body = body
        self.createdAt = createdAt
    }
}

extension StoredOutcome: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var ownerID: ID
        package var key: String

        package init(ownerID: ID, key: String) {
            self.ownerID = ownerID
            self.key = key
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.ownerID, left.key) < (right.ownerID, right.key)
        }
    }
    package var key: Key { Key(ownerID: self.ownerID, key: self.keyText) }
    package static let table = TableDescription(
        name: "idempotency_key",
        columns: [
            Column("owner_id", .uuid, isKey: true),
            Column("key", .text, isKey: true),
            Column("request_hash", .bytes),
            Column("batch", .int64),
            Column("status", .int16),
            Column("body", .bytes),
            Column("created_at", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.ownerID)
        columns.text(self.keyText)
        columns.bytes(self.requestHash)
        columns.int64(self.batch)
        columns.int16(self.status)
        columns.bytes(self.body)
        columns.int64(self.createdAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.ownerID)
        columns.text(key.key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.ownerID = columns.id()
        self.keyText = columns.text()
        self.requestHash = columns.bytes()
        self.batch = columns.int64()
        self.status = columns.int16()
        self.body = columns.bytes()
        self.createdAt = columns.int64()
    }
}
