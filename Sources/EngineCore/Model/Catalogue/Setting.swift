package import SQLStore

/// A named value that admins change.
public struct Setting: Sendable, Hashable {
    /// Which one.
    public let name: String
    /// What it is set to.
    public var value: String
    /// Of the row; each change adds 1.
    public var version: Int32

    package init(
        name: String,
        value: String,
        version: Int32
    ) {
        self.name = name
        self.value = value
        self.version = version
    }
}

extension Setting: StoredRow {
    package typealias Key = String
    package var key: String { self.name }
    package static let table = TableDescription(
        name: "setting",
        columns: [
            Column("name", .text, isKey: true),
            Column("value", .text),
            Column("version", .int32),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.text(self.name)
        columns.text(self.value)
        columns.int32(self.version)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.text(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.name = columns.text()
        self.value = columns.text()
        self.version = columns.int32()
    }
}
