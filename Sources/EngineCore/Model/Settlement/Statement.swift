package import SQLStore

/// What an issued period says of one agent; a projection of transfers.
public struct Statement: Sendable, Hashable {
    /// The period.
    public let periodID: ID
    /// The agent; nil: none.
    public let agentID: ID
    /// The balance at the start, minor units.
    public var opening: Int64
    /// What was earned, minor units.
    public var accrued: Int64
    /// What was taken back of it, minor units.
    public var reversed: Int64
    /// What became available, minor units.
    public var released: Int64
    /// What was paid out, minor units.
    public var paid: Int64
    /// The balance at the end, minor units.
    public var closing: Int64
    /// SHA-256 over its transfers.
    public var linesHash: [UInt8]

    package init(
        periodID: ID,
        agentID: ID,
        opening: Int64,
        accrued: Int64,
        reversed: Int64,
        released: Int64,
        paid: Int64,
        closing: Int64,
        linesHash: [UInt8]
    ) {
        self.periodID = periodID
        self.agentID = agentID
        self.opening = opening
        self.accrued = accrued
        self.reversed = reversed
        self.released = released
        self.paid = paid
        self.closing = closing
        self.linesHash = linesHash
    }
}

extension Statement: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var periodID: ID
        package var agentID: ID

        package init(periodID: ID, agentID: ID) {
            self.periodID = periodID
            self.agentID = agentID
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.periodID, left.agentID) < (right.periodID, right.agentID)
        }
    }
    package var key: Key { Key(periodID: self.periodID, agentID: self.agentID) }
    package static let table = TableDescription(
        name: "statement",
        columns: [
            Column("period_id", .uuid, isKey: true),
            Column("agent_id", .uuid, isKey: true),
            Column("opening", .int64),
            Column("accrued", .int64),
            Column("reversed", .int64),
            Column("released", .int64),
            Column("paid", .int64),
            Column("closing", .int64),
            Column("lines_hash", .bytes),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.periodID)
        columns.id(self.agentID)
        columns.int64(self.opening)
        columns.int64(self.accrued)
        columns.int64(self.reversed)
        columns.int64(self.released)
        columns.int64(self.paid)
        columns.int64(self.closing)
        columns.bytes(self.linesHash)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.periodID)
        columns.id(key.agentID)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.periodID = columns.id()
        self.agentID = columns.id()
        self.opening = columns.int64()
        self.accrued = columns.int64()
        self.reversed = columns.int64()
        self.released = columns.int64()
        self.paid = columns.int64()
        self.closing = columns.int64()
        self.linesHash = columns.bytes()
    }
}
