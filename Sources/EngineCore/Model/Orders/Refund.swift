package import SQLStore

/// Money to be given back for lines of an order, after a second person approved.
public struct Refund: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The order.
    public var orderID: ID
    /// Where it stands.
    public var state: RefundState
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// Lines, amounts and units to restock, canonical JSON.
    public var lines: String
    /// Why, 1 to 500 characters.
    public var reason: String
    /// Who asked.
    public var madeBy: ID
    /// Who decided; nil: nobody yet.
    public var checkedBy: ID?
    /// When it was executed, microseconds.
    public var executedAt: Int64?

    package init(
        id: ID,
        orderID: ID,
        state: RefundState,
        amount: Int64,
        lines: String,
        reason: String,
        madeBy: ID,
        checkedBy: ID? = nil,
        executedAt: Int64? = nil
    ) {
        self.id = id
        self.orderID = orderID
        self.state = state
        self.amount = amount
        self.lines = lines
        self.reason = reason
        self.madeBy = madeBy
        self.checkedBy = checkedBy
        self.executedAt = executedAt
    }
}

extension Refund: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "refund",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("order_id", .uuid),
            Column("state", .int16),
            Column("amount", .int64),
            Column("lines", .text),
            Column("reason", .text),
            Column("made_by", .uuid),
            Column("checked_by", .uuid, isNullable: true),
            Column("executed_at", .int64, isNullable: true),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.id(self.orderID)
        columns.int16(self.state.rawValue)
        columns.int64(self.amount)
        columns.text(self.lines)
        columns.text(self.reason)
        columns.id(self.madeBy)
        columns.optionalID(self.checkedBy)
        columns.optionalInt64(self.executedAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.orderID = columns.id()
        self.state = columns.value(RefundState.self)
        self.amount = columns.int64()
        self.lines = columns.text()
        self.reason = columns.text()
        self.madeBy = columns.id()
        self.checkedBy = columns.optionalID()
        self.executedAt = columns.optionalInt64()
    }
}
