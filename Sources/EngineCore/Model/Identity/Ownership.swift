package import SQLStore

/// From when to when an agent owned a member.
public struct Ownership: Sendable, Hashable {
    /// The member.
    public let memberID: ID
    /// From when, microseconds.
    public let fromAt: Int64
    /// Until when, microseconds; nil: now.
    public var toAt: Int64?
    /// The agent; nil: none.
    public var agentID: ID?

    package init(
        memberID: ID,
        fromAt: Int64,
        toAt: Int64? = nil,
        agentID: ID? = nil
    ) {
        self.memberID = memberID
        self.fromAt = fromAt
        self.toAt = toAt
        self.agentID = agentID
    }
}

extension Ownership: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var memberID: ID
        package var fromAt: Int64

        package init(memberID: ID, fromAt: Int64) {
            self.memberID = memberID
            self.fromAt = fromAt
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.memberID, left.fromAt) < (right.memberID, right.fromAt)
        }
    }
    package var key: Key { Key(memberID: self.memberID, fromAt: self.fromAt) }
    package static let table = TableDescription(
        name: "ownership",
        columns: [
            Column("member_id", .uuid, isKey: true),
            Column("from_at", .int64, isKey: true),
            Column("to_at", .int64, isNullable: true),
            Column("agent_id", .uuid, isNullable: true),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.memberID)
        columns.int64(self.fromAt)
        columns.optionalInt64(self.toAt)
        columns.optionalID(self.agentID)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.memberID)
        columns.int64(key.fromAt)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.memberID = columns.id()
        self.fromAt = columns.int64()
        self.toAt = columns.optionalInt64()
        self.agentID = columns.optionalID()
    }
}
