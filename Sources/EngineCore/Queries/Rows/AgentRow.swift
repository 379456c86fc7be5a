package import SQLStore

/// An agent within a tree.
public struct AgentRow: Sendable, Hashable {
    public let id: ID
    public let parentID: ID?
    public let tier: Int16
    public let referral: String
    public let name: String
    public let status: PrincipalStatus
    public let version: Int32
    /// 0 for the agent asked for, 1 for direct children.
    public let depth: Int64
}

extension AgentRow: QueryRow {
    static let columns = "a.id, a.parent_id, a.tier, a.referral, p.name, p.status, p.version"

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.parentID = columns.optionalID()
        self.tier = columns.int16()
        self.referral = columns.text()
        self.name = columns.text()
        self.status = columns.value(PrincipalStatus.self)
        self.version = columns.int32()
        self.depth = columns.int64()
    }
}
