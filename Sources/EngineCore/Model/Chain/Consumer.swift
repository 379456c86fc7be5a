package import SQLStore

/// How far a consumer of events has come.
public struct Consumer: Sendable, Hashable {
    /// Which one.
    public let name: String
    /// The newest event.
    public var lastEvent: Int64

    package init(
        name: String,
        lastEvent: Int64
    ) {
        self.name = name
        self.lastEvent = lastEvent
    }
}

extension Consumer: StoredRow {
    package typealias Key = String
    package var key: String { self.name }
    package static let table = TableDescription(
        name: "consumer",
        columns: [
            Column("name", .text, isKey: true),
            Column("last_event", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.text(self.name)
        columns.int64(self.lastEvent)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.text(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.name = columns.text()
        self.lastEvent = columns.int64()
    }
}
