package import SQLStore

/// One link of the audit chain.
public struct BatchSeal: Sendable, Hashable {
    /// The batch that wrote it.
    public let batch: Int64
    /// When, microseconds since 1970 UTC.
    public var at: Int64
    /// The newest transfer.
    public var lastTransfer: Int64
    /// The newest event.
    public var lastEvent: Int64
    /// The hash of the batch before.
    public var prevHash: [UInt8]
    /// SHA-256: 32 bytes.
    public var hash: [UInt8]

    package init(
        batch: Int64,
        at: Int64,
        lastTransfer: Int64,
        lastEvent: Int64,
        prevHash: [UInt8],
        hash: [UInt8]
    ) {
        self.batch = batch
        self.at = at
        self.lastTransfer = lastTransfer
        self.lastEvent = lastEvent
        self.prevHash = prevHash
        self.hash = hash
    }
}

extension BatchSeal: StoredRow {
    package typealias Key = Int64
    package var key: Int64 { self.batch }
    package static let table = TableDescription(
        name: "batch_seal",
        columns: [
            Column("batch", .int64, isKey: true),
            Column("at", .int64),
            Column("last_transfer", .int64),
            Column("last_event", .int64),
            Column("prev_hash", .bytes),
            Column("hash", .bytes),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(self.batch)
        columns.int64(self.at)
        columns.int64(self.lastTransfer)
        columns.int64(self.lastEvent)
        columns.bytes(self.prevHash)
        columns.bytes(self.hash)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.batch = columns.int64()
        self.at = columns.int64()
        self.lastTransfer = columns.int64()
        self.lastEvent = columns.int64()
        self.prevHash = columns.bytes()
        self.hash = columns.bytes()
    }
}
