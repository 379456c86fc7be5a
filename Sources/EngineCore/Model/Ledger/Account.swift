package import SQLStore

/// Four sums in minor units; balance = credits - debits.
public struct Account: Sendable, Hashable {
    /// Its id.
    public let id: Int64
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// What kind it is.
    public var kind: AccountKind
    /// Whose it is; the nil id is the platform.
    public var ownerID: ID
    /// Sum of what it gave, minor units.
    public var debitsPosted: Int64
    /// Sum of what it received, minor units.
    public var creditsPosted: Int64
    /// Sum of what holds reserve, minor units.
    public var debitsPending: Int64
    /// Sum of what is on its way to it, minor units.
    public var creditsPending: Int64
    /// The newest transfer that counts.
    public var lastSeq: Int64

    package init(
        id: Int64,
        ledgerID: Int16,
        kind: AccountKind,
        ownerID: ID,
        debitsPosted: Int64,
        creditsPosted: Int64,
        debitsPending: Int64,
        creditsPending: Int64,
        lastSeq: Int64
    ) {
        self.id = id
        self.ledgerID = ledgerID
        self.kind = kind
        self.ownerID = ownerID
        self.debitsPosted = debitsPosted
        self.creditsPosted = creditsPosted
        self.debitsPending = debitsPending
        self.creditsPending = creditsPending
        self.lastSeq = lastSeq
    }
}

extension Account: StoredRow {
    package typealias Key = Int64
    package var key: Int64 { self.id }
    package static let table = TableDescription(
        name: "account",
        columns: [
            Column("id", .int64, isKey: true),
            Column("ledger_id", .int16),
            Column("kind", .int16),
            Column("owner_id", .uuid),
            Column("debits_posted", .int64),
            Column("credits_posted", .int64),
            Column("debits_pending", .int64),
            Column("credits_pending", .int64),
            Column("last_seq", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(self.id)
        columns.int16(self.ledgerID)
        columns.int16(self.kind.rawValue)
        columns.id(self.ownerID)
        columns.int64(self.debitsPosted)
        columns.int64(self.creditsPosted)
        columns.int64(self.debitsPending)
        columns.int64(self.creditsPending)
        columns.int64(self.lastSeq)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.int64()
        self.ledgerID = columns.int16()
        self.kind = columns.value(AccountKind.self)
        self.ownerID = columns.id()
        self.debitsPosted = columns.int64()
        self.creditsPosted = columns.int64()
        self.debitsPending = columns.int64()
        self.creditsPending = columns.int64()
        self.lastSeq = columns.int64()
    }
}
