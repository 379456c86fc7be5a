package import SQLStore

/// A commission plan of a ledger, for one category or for all.
public struct Plan: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// What plans choose by; nil: every category.
    public var category: String?
    /// How levels share.
    public var mode: PlanMode
    /// Parts per million: an array by level, or an object by tier.
    public var rates: String
    /// The most that all levels may take together, parts per million.
    public var capPpm: Int32
    /// Days from completion to release.
    public var holdDays: Int16
    /// From when on, microseconds.
    public var validFrom: Int64

    package init(
        id: ID,
        ledgerID: Int16,
        category: String? = nil,
        mode: PlanMode,
        rates: String,
        capPpm: Int32,
        holdDays: Int16,
        validFrom: Int64
    ) {
        self.id = id
        self.ledgerID = ledgerID
        self.category = category
        self.mode = mode
        self.rates = rates
        self.capPpm = capPpm
        self.holdDays = holdDays
        self.validFrom = validFrom
    }
}

extension Plan: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "plan",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("ledger_id", .int16),
            Column("category", .text, isNullable: true),
            Column("mode", .int16),
            Column("rates", .text),
            Column("cap_ppm", .int32),
            Column("hold_days", .int16),
            Column("valid_from", .int64),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.int16(self.ledgerID)
        columns.optionalText(self.category)
        columns.int16(self.mode.rawValue)
        columns.text(self.rates)
        columns.int32(self.capPpm)
        columns.int16(self.holdDays)
        columns.int64(self.validFrom)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.ledgerID = columns.int16()
        self.category = columns.optionalText()
        self.mode = columns.value(PlanMode.self)
        self.rates = columns.text()
        self.capPpm = columns.int32()
        self.holdDays = columns.int16()
        self.validFrom = columns.int64()
    }
}
