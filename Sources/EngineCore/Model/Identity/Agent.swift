package import SQLStore

/// An agent's place in the tree; the parent never changes.
public struct Agent: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The agent above; nil: a root.
    public var parentID: ID?
    /// The agent's tier.
    public var tier: Int16
    /// The code that members give; unique.
    public var referral: String

    package init(
        id: ID,
        parentID: ID? = nil,
        tier: Int16,
        referral: String
    ) {
        self.id = id
        self.parentID = parentID
        self.tier = tier
        self.referral = referral
    }
}

extension Agent: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "agent",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("parent_id", .uuid, isNullable: true),
            Column("tier", .int16),
            Column("referral", .text),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.optionalID(self.parentID)
        columns.int16(self.tier)
        columns.text(self.referral)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.parentID = columns.optionalID()
        self.tier = columns.int16()
        self.referral = columns.text()
    }
}
