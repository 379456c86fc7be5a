package import SQLStore

/// A migration that was applied.
public struct SchemaMigration: Sendable, Hashable {
    /// Its number.
    public let version: Int32
    /// What it is about.
    public var name: String
    /// SHA-256 of its text.
    public var checksum: [UInt8]
    /// The last phase applied, from 1.
    public var phase: Int16
    /// When, microseconds.
    public var appliedAt: Int64

    package init(
        version: Int32,
        name: String,
        checksum: [UInt8],
        phase: Int16,
        appliedAt: Int64
    ) {
        self.version = version
        self.name = name
        self.checksum = checksum
        self.phase = phase
        self.appliedAt = appliedAt
    }
}

extension SchemaMigration: StoredRow {
    package typealias Key = Int32
    package var key: Int32 { self.version }
    package static let table = TableDescription(
        name: "schema_migration",
        columns: [
            Column("version", .int32, isKey: true),
            Column("name", .text),
            Column("checksum", .bytes),
            Column("phase", .int16),
            Column("applied_at", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int32(self.version)
        columns.text(self.name)
        columns.bytes(self.checksum)
        columns.int16(self.phase)
        columns.int64(self.appliedAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int32(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.version = columns.int32()
        self.name = columns.text()
        self.checksum = columns.bytes()
        self.phase = columns.int16()
        self.appliedAt = columns.int64()
    }
}
