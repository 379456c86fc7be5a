package import SQLStore

/// A settlement period of a ledger, [starts, ends).
public struct Period: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// Its first moment, microseconds.
    public var startsAt: Int64
    /// The first moment after it, microseconds.
    public var endsAt: Int64
    /// Where it stands.
    public var state: PeriodState
    /// The newest transfer that counts.
    public var lastSeq: Int64?

    package init(
        id: ID,
        ledgerID: Int16,
        startsAt: Int64,
        endsAt: Int64,
        state: PeriodState,
        lastSeq: Int64? = nil
    ) {
        self.id = id
        self.ledgerID = ledgerID
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.state = state
        self.lastSeq = lastSeq
    }
}

extension Period: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "period",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("ledger_id", .int16),
            Column("starts_at", .int64),
            Column("ends_at", .int64),
            Column("state", .int16),
            Column("last_seq", .int64, isNullable: true),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.int16(self.ledgerID)
        columns.int64(self.startsAt)
        columns.int64(self.endsAt)
        columns.int16(self.state.rawValue)
        columns.optionalInt64(self.lastSeq)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.ledgerID = columns.int16()
        self.startsAt = columns.int64()
        self.endsAt = columns.int64()
        self.state = columns.value(PeriodState.self)
        self.lastSeq = columns.optionalInt64()
    }
}
