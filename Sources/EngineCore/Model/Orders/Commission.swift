package import SQLStore

/// What one agent earns on one line: accrued, and taken back again.
public struct Commission: Sendable, Hashable {
    /// The order.
    public let orderID: ID
    /// The line's number within the order, from 1.
    public let line: Int16
    /// 1 is the member's agent.
    public let level: Int16
    /// The agent; nil: none.
    public var agentID: ID
    /// The share in parts per million.
    public var ratePpm: Int32
    /// What the share is of, minor units.
    public var base: Int64
    /// What was earned, minor units.
    public var accrued: Int64
    /// What was taken back of it, minor units.
    public var reversed: Int64
    /// Where it stands.
    public var state: CommissionState
    /// When it may be released, microseconds; nil: not known yet.
    public var dueAt: Int64?

    package init(
        orderID: ID,
        line: Int16,
        level: Int16,
        agentID: ID,
        ratePpm: Int32,
        base: Int64,
        accrued: Int64,
        reversed: Int64,
        state: CommissionState,
        dueAt: Int64? = nil
    ) {
        self.orderID = orderID
        self.line = line
        self.level = level
        self.agentID = agentID
        self.ratePpm = ratePpm
        self.base = base
        self.accrued = accrued
        self.reversed = reversed
        self.state = state
        self.dueAt = dueAt
    }
}

extension Commission: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var orderID: ID
        package var line: Int16
        package var level: Int16

        package init(orderID: ID, line: Int16, level: Int16) {
            self.orderID = orderID
            self.line = line
            self.level = level
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.orderID, left.line, left.level) < (right.orderID, right.line, right.level)
        }
    }
    package var key: Key { Key(orderID: self.orderID, line: self.line, level: self.level) }
    package static let table = TableDescription(
        name: "commission",
        columns: [
            Column("order_id", .uuid, isKey: true),
            Column("line", .int16, isKey: true),
            Column("level", .int16, isKey: true),
            Column("agent_id", .uuid),
            Column("rate_ppm", .int32),
            Column("base", .int64),
            Column("accrued", .int64),
            Column("reversed", .int64),
            Column("state", .int16),
            Column("due_at", .int64, isNullable: true),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.orderID)
        columns.int16(self.line)
        columns.int16(self.level)
        columns.id(self.agentID)
        columns.int32(self.ratePpm)
        columns.int64(self.base)
        columns.int64(self.accrued)
        columns.int64(self.reversed)
        columns.int16(self.state.rawValue)
        columns.optionalInt64(self.dueAt)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.orderID)
        columns.int16(key.line)
        columns.int16(key.level)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.orderID = columns.id()
        self.line = columns.int16()
        self.level = columns.int16()
        self.agentID = columns.id()
        self.ratePpm = columns.int32()
        self.base = columns.int64()
        self.accrued = columns.int64()
        self.reversed = columns.int64()
        self.state = columns.value(CommissionState.self)
        self.dueAt = columns.optionalInt64()
    }
}
