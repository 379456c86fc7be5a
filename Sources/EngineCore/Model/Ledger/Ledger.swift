package import SQLStore

/// A currency and its scale; balances of one ledger sum to zero, and nothing is converted.
public struct Ledger: Sendable, Hashable {
    /// Its id.
    public let id: Int16
    /// ISO 4217 code; unique.
    public var currency: String
    /// Decimal places of the currency.
    public var scale: Int16

    package init(
        id: Int16,
        currency: String,
        scale: Int16
    ) {
        self.id = id
        self.currency = currency
        self.scale = scale
    }
}

extension Ledger: StoredRow {
    package typealias Key = Int16
    package var key: Int16 { self.id }
    package static let table = TableDescription(
        name: "ledger",
        columns: [
            Column("id", .int16, isKey: true),
            Column("currency", .text),
            Column("scale", .int16),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int16(self.id)
        columns.text(self.currency)
        columns.int16(self.scale)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int16(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.int16()
        self.currency = columns.text()
        self.scale = columns.int16()
    }
}
