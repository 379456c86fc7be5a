package import SQLStore

/// An agent within a tree.
public struct AgentRow: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The agent above; nil at the top.
    public let parentID: ID?
    /// Decides the rate of differential plans.
    public let tier: Int16
    /// The code that members register with.
    public let referral: String
    /// What people call it.
    public let name: String
    /// Where it stands.
    public let status: PrincipalStatus
    /// Of the row, for `If-Match`.
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
