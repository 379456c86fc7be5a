package import SQLStore

/// A member's order.
public struct Order: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The member.
    public var memberID: ID
    /// The agent; nil: none.
    public var agentID: ID?
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// Where it stands.
    public var state: OrderState
    /// Minor units.
    public var total: Int64
    /// What was given back of it, minor units.
    public var refunded: Int64
    /// The pending transfer that reserves the money; nil: none.
    public var holdSeq: Int64?
    /// Agents and tiers when it was placed, canonical JSON.
    public var upline: String
    /// Of the row; each change adds 1.
    public var version: Int32
    /// From when on it no longer holds, microseconds.
    public var expiresAt: Int64
    /// When it was completed, microseconds.
    public var completedAt: Int64?
    /// When it was made, microseconds.
    public var createdAt: Int64

    package init(
        id: ID,
        memberID: ID,
        agentID: ID? = nil,
        ledgerID: Int16,
        state: OrderState,
        total: Int64,
        refunded: Int64,
        holdSeq: Int64? = nil,
        upline: String,
        version: Int32,
        expiresAt: Int64,
        completedAt: Int64? = nil,
        createdAt: Int64
    ) {
        self.id = id
        self.memberID = memberID
        self.agentID = agentID
        self.ledgerID = ledgerID
        self.state = state
        self.total = total
        self.refunded = refunded
        self.holdSeq = holdSeq
        self.upline = upline
        self.version = version
        self.expiresAt = expiresAt
        self.completedAt = completedAt
        self.createdAt = createdAt
    }
}

extension Order: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "orders",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("member_id", .uuid),
            Column("agent_id", .uuid, isNullable: true),
            Column("ledger_id", .int16),
            Column("state", .int16),
            Column("total", .int64),
            Column("refunded", .int64),
            Column("hold_seq", .int64, isNullable: true),
            Column("upline", .text),
            Column("version", .int32),
            Column("expires_at", .int64),
            Column("completed_at", .int64, isNullable: true),
            Column("created_at", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.id(self.memberID)
        columns.optionalID(self.agentID)
        columns.int16(self.ledgerID)
        columns.int16(self.state.rawValue)
        columns.int64(self.total)
        columns.int64(self.refunded)
        columns.optionalInt64(self.holdSeq)
        columns.text(self.upline)
        columns.int32(self.version)
        columns.int64(self.expiresAt)
        columns.optionalInt64(self.completedAt)
        columns.int64(self.createdAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.memberID = columns.id()
        self.agentID = columns.optionalID()
        self.ledgerID = columns.int16()
        self.state = columns.value(OrderState.self)
        self.total = columns.int64()
        self.refunded = columns.int64()
        self.holdSeq = columns.optionalInt64()
        self.upline = columns.text()
        self.version = columns.int32()
        self.expiresAt = columns.int64()
        self.completedAt = columns.optionalInt64()
        self.createdAt = columns.int64()
    }
}
