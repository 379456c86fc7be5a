package import SQLStore

/// A member and the agent who owns it now.
public struct Member: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The agent; nil: none.
    public var agentID: ID?
    /// Since when, microseconds.
    public var since: Int64

    package init(
        id: ID,
        agentID: ID? = nil,
        since: Int64
    ) {
        self.id = id
        self.agentID = agentID
        self.since = since
    }
}

extension Member: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "member",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("agent_id", .uuid, isNullable: true),
            Column("since", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.optionalID(self.agentID)
        columns.int64(self.since)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.agentID = columns.optionalID()
        self.since = columns.int64()
    }
}
