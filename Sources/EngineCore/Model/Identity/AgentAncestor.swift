package import SQLStore

/// One pair of the tree's transitive closure; every agent is its own ancestor at depth 0.
public struct AgentAncestor: Sendable, Hashable {
    /// The agent above, or itself.
    public let ancestor: ID
    /// The agent below, or itself.
    public let descendant: ID
    /// Levels between them; 0 is the agent itself.
    public var depth: Int16

    package init(
        ancestor: ID,
        descendant: ID,
        depth: Int16
    ) {
        self.ancestor = ancestor
        self.descendant = descendant
        self.depth = depth
    }
}

extension AgentAncestor: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var ancestor: ID
        package var descendant: ID

        package init(ancestor: ID, descendant: ID) {
            self.ancestor = ancestor
            self.descendant = descendant
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.ancestor, left.descendant) < (right.ancestor, right.descendant)
        }
    }
    package var key: Key { Key(ancestor: self.ancestor, descendant: self.descendant) }
    package static let table = TableDescription(
        name: "agent_closure",
        columns: [
            Column("ancestor", .uuid, isKey: true),
            Column("descendant", .uuid, isKey: true),
            Column("depth", .int16),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.ancestor)
        columns.id(self.descendant)
        columns.int16(self.depth)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.ancestor)
        columns.id(key.descendant)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.ancestor = columns.id()
        self.descendant = columns.id()
        self.depth = columns.int16()
    }
}
