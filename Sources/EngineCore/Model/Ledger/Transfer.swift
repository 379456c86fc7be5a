package import SQLStore

/// An amount moved from a debit to a credit account; never changed.
public struct Transfer: Sendable, Hashable {
    /// Its number: gap-free, in commit order.
    public let seq: Int64
    /// Its id.
    public var id: ID
    /// The batch that wrote it.
    public var batch: Int64
    /// When, microseconds since 1970 UTC.
    public var at: Int64
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// Why the money moved.
    public var code: TransferCode
    /// Alone, or which step of a hold.
    public var phase: TransferPhase
    /// The account that gives.
    public var debitID: Int64
    /// The account that receives.
    public var creditID: Int64
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// The pending transfer that this one posts or voids.
    public var pendingSeq: Int64?
    /// What it belongs to: an order, a cash request, an approval.
    public var refID: ID
    /// The giving account's posted balance after it.
    public var debitAfter: Int64
    /// The receiving account's posted balance after it.
    public var creditAfter: Int64

    package init(
        seq: Int64,
        id: ID,
        batch: Int64,
        at: Int64,
        ledgerID: Int16,
        code: TransferCode,
        phase: TransferPhase,
        debitID: Int64,
        creditID: Int64,
        amount: Int64,
        pendingSeq: Int64? = nil,
        refID: ID,
        debitAfter: Int64,
        creditAfter: Int64
    ) {
        self.seq = seq
        self.id = id
        self.batch = batch
        self.at = at
        self.ledgerID = ledgerID
        self.code = code
        self.phase = phase
        self.debitID = debitID
        self.creditID = creditID
        self.amount = amount
        self.pendingSeq = pendingSeq
        self.refID = refID
        self.debitAfter = debitAfter
        self.creditAfter = creditAfter
    }
}

extension Transfer: StoredRow {
    package typealias Key = Int64
    package var key: Int64 { self.seq }
    package static let table = TableDescription(
        name: "transfer",
        columns: [
            Column("seq", .int64, isKey: true),
            Column("id", .uuid),
            Column("batch", .int64),
            Column("at", .int64),
            Column("ledger_id", .int16),
            Column("code", .int16),
            Column("phase", .int16),
            Column("debit_id", .int64),
            Column("credit_id", .int64),
            Column("amount", .int64),
            Column("pending_seq", .int64, isNullable: true),
            Column("ref_id", .uuid),
            Column("debit_after", .int64),
            Column("credit_after", .int64),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(self.seq)
        columns.id(self.id)
        columns.int64(self.batch)
        columns.int64(self.at)
        columns.int16(self.ledgerID)
        columns.int16(self.code.rawValue)
        columns.int16(self.phase.rawValue)
        columns.int64(self.debitID)
        columns.int64(self.creditID)
        columns.int64(self.amount)
        columns.optionalInt64(self.pendingSeq)
        columns.id(self.refID)
        columns.int64(self.debitAfter)
        columns.int64(self.creditAfter)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.seq = columns.int64()
        self.id = columns.id()
        self.batch = columns.int64()
        self.at = columns.int64()
        self.ledgerID = columns.int16()
        self.code = columns.value(TransferCode.self)
        self.phase = columns.value(TransferPhase.self)
        self.debitID = columns.int64()
        self.creditID = columns.int64()
        self.amount = columns.int64()
        self.pendingSeq = columns.optionalInt64()
        self.refID = columns.id()
        self.debitAfter = columns.int64()
        self.creditAfter = columns.int64()
    }
}
