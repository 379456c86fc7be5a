package import SQLStore

/// A pending transfer that waits to be posted or voided.
public struct Hold: Sendable, Hashable {
    /// Its number: gap-free, in commit order.
    public let seq: Int64
    /// What it belongs to: an order, a cash request, an approval.
    public var refID: ID
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// From when on it no longer holds, microseconds.
    public var expiresAt: Int64?
    /// pending, posted, voided or expired.
    public var state: HoldState
    /// The transfer that posted or voided it; nil: it waits.
    public var resolvedSeq: Int64?

    package init(
        seq: Int64,
        refID: ID,
        amount: Int64,
        expiresAt: Int64? = nil,
        state: HoldState,
        resolvedSeq: Int64? = nil
    ) {
        self.seq = seq
        self.refID = refID
        self.amount = amount
        self.expiresAt = expiresAt
        self.state = state
        self.resolvedSeq = resolvedSeq
    }
}

extension Hold: StoredRow {
    package typealias Key = Int64
    package var key: Int64 { self.seq }
    package static let table = TableDescription(
        name: "hold",
        columns: [
            Column("seq", .int64, isKey: true),
            Column("ref_id", .uuid),
            Column("amount", .int64),
            Column("expires_at", .int64, isNullable: true),
            Column("state", .int16),
            Column("resolved_seq", .int64, isNullable: true),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(self.seq)
        columns.id(self.refID)
        columns.int64(self.amount)
        columns.optionalInt64(self.expiresAt)
        columns.int16(self.state.rawValue)
        columns.optionalInt64(self.resolvedSeq)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.int64(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.seq = columns.int64()
        self.refID = columns.id()
        self.amount = columns.int64()
        self.expiresAt = columns.optionalInt64()
        self.state = columns.value(HoldState.self)
        self.resolvedSeq = columns.optionalInt64()
    }
}
