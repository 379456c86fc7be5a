package import SQLStore

/// Money on its way in or out: deposit, withdrawal or payout.
public struct CashRequest: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// What kind it is.
    public var kind: CashKind
    /// The principal.
    public var principalID: ID
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// Where it stands.
    public var state: CashState
    /// The pending transfer that reserves the money; nil: none.
    public var holdSeq: Int64?
    /// Who moves the money outside; nil: nobody yet.
    public var provider: String?
    /// The provider's own name of it; nil: none yet.
    public var externalID: String?
    /// The batch that approved it; nil: none.
    public var payoutBatch: ID?
    /// Who decided; nil: nobody yet.
    public var checkedBy: ID?
    /// Of the row; each change adds 1.
    public var version: Int32
    /// When it was made, microseconds.
    public var createdAt: Int64

    package init(
        id: ID,
        kind: CashKind,
        principalID: ID,
        ledgerID: Int16,
        amount: Int64,
        state: CashState,
        holdSeq: Int64? = nil,
        provider: String? = nil,
        externalID: String? = nil,
        payoutBatch: ID? = nil,
        checkedBy: ID? = nil,
        version: Int32,
        createdAt: Int64
    ) {
        self.id = id
        self.kind = kind
        self.principalID = principalID
        self.ledgerID = ledgerID
        self.amount = amount
        self.state = state
        self.holdSeq = holdSeq
        self.provider = provider
        self.externalID = externalID
        self.payoutBatch = payoutBatch
        self.checkedBy = checkedBy
        self.version = version
        self.createdAt = createdAt
    }
}

extension CashRequest: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "cash_request",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("kind", .int16),
            Column("principal_id", .uuid),
            Column("ledger_id", .int16),
            Column("amount", .int64),
            Column("state", .int16),
            Column("hold_seq", .int64, isNullable: true),
            Column("provider", .text, isNullable: true),
            Column("external_id", .text, isNullable: true),
            Column("payout_batch", .uuid, isNullable: true),
            Column("checked_by", .uuid, isNullable: true),
            Column("version", .int32),
            Column("created_at", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.int16(self.kind.rawValue)
        columns.id(self.principalID)
        columns.int16(self.ledgerID)
        columns.int64(self.amount)
        columns.int16(self.state.rawValue)
        columns.optionalInt64(self.holdSeq)
        columns.optionalText(self.provider)
        columns.optionalText(self.externalID)
        columns.optionalID(self.payoutBatch)
        columns.optionalID(self.checkedBy)
        columns.int32(self.version)
        columns.int64(self.createdAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.kind = columns.value(CashKind.self)
        self.principalID = columns.id()
        self.ledgerID = columns.int16()
        self.amount = columns.int64()
        self.state = columns.value(CashState.self)
        self.holdSeq = columns.optionalInt64()
        self.provider = columns.optionalText()
        self.externalID = columns.optionalText()
        self.payoutBatch = columns.optionalID()
        self.checkedBy = columns.optionalID()
        self.version = columns.int32()
        self.createdAt = columns.int64()
    }
}
