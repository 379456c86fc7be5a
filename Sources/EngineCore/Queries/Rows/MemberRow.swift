package import SQLStore

/// A member as agents and admins see them.
public struct MemberRow: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// What people call it.
    public let name: String
    /// Masked for agents; see ``Masked``.
    public internal(set) var login: String
    /// Where it stands.
    public let status: PrincipalStatus
    /// The agent.
    public let agentID: ID?
    /// From when on that agent owns them.
    public let since: Int64
    /// Of the row, for `If-Match`.
    public let version: Int32
    /// Microseconds.
    public let createdAt: Int64
}

extension MemberRow: QueryRow {
    static let columns = "p.id, p.name, p.login, p.status, m.agent_id, m.since, p.version, p.created_at"

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.name = columns.text()
        self.login = columns.text()
        self.status = columns.value(PrincipalStatus.self)
        self.agentID = columns.optionalID()
        self.since = columns.int64()
        self.version = columns.int32()
        self.createdAt = columns.int64()
    }

    func masked(for scope: Scope) -> MemberRow {
        guard case .agent = scope else { return self }
        var row = self
        row.login = Masked.contact(self.login)
        return row
    }
}
