package import SQLStore

/// The newest batch and its numbers; exactly one row.
public struct ChainHead: Sendable, Hashable {
    /// Always 1.
    public let one: Int16
    /// The batch that wrote it.
    public var batch: Int64
    /// The newest transfer.
    public var lastTransfer: Int64
    /// The newest event.
    public var lastEvent: Int64
    /// SHA-256: 32 bytes.
    public var hash: [UInt8]

    package init(
        one: Int16,
        batch: Int64,
        lastTransfer: Int64,
        lastEvent: Int64,
        hash: [UInt8]
    ) {
        self.one = one
        self.batch = batch
        self.lastTransfer = lastTransfer
        self.lastEvent = lastEvent
        self.hash = hash
    }
}

extension ChainHead: StoredRow {
    package typealias Key = Int16
    package var key: Int16 { self.one }
    package static let table = TableDescription(
        name: "chain_head",
        columns: [
            Column("one", .int16, isKey: true),
            Column("batch", .int64),
            Column("last_transfer", .int64),
            Column("last_event", .int64),
            Column("hash", .bytes),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int16(self.one)
        columns.int64(self.batch)
        columns.int64(self.lastTransfer)
        columns.int64(self.lastEvent)
        columns.bytes(self.hash)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int16(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.one = columns.int16()
        self.batch = columns.int64()
        self.lastTransfer = columns.int64()
        self.lastEvent = columns.int64()
        self.hash = columns.bytes()
    }
}
