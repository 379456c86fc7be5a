import SQLStore

/// What waits or waited for a second admin, newest first; an admin sees the actions that the roles propose or approve.
package struct ApprovalsRead: EngineRead {
    package var page: PageRequest
    package var state: ApprovalState?
    /// Only this one.
    package var id: ID?

    package init(page: PageRequest, state: ApprovalState? = nil, id: ID? = nil) {
        (self.page, self.state, self.id) = (page, state, id)
    }

    /// `$2` has a bit for each action that may be seen.
    private static let query = ScopedQuery(
        ("approvals_member", "approvals_agent", "approvals"),
        [.int64, .int16, .uuid, .uuid, .int64],
        member: nil,
        agent: nil,
        admin: .any
    ) { condition in
        """
        SELECT \(Approval.table.columns("a")) FROM approval a
        WHERE \(condition) AND (CAST($2 AS int8) >> CAST(a.action AS int4)) & 1 = 1
          AND ($3 IS NULL OR a.state = $3) AND ($4 IS NULL OR a.id = $4) AND a.id < $5
        ORDER BY a.id DESC LIMIT $6
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<Approval> {
        guard case .admin(_, let roles) = scope else { return Page(rows: []) }
        let actions = ApprovalAction.allCases.filter { !roles.isDisjoint(with: $0.readers) }
            .reduce(Int64(0)) { $0 | 1 << Int64($1.rawValue) }
        return try connection.page(
            self.page,
            after: .newest("v"),
            Self.query,
            scope,
            [.int64(actions), .int16(self.state?.rawValue), .uuid(self.id)],
            as: Approval.self
        ) { PageKey("v", .id($0.id)) }
    }
}

extension ApprovalAction {
    /// Who proposes or approves it, and auditors.
    fileprivate var readers: AdminRoles {
        switch self {
        case .adjustment, .correction, .addPlan: [.finance, .super, .auditor]
        case .moveMember: [.operations, .auditor]
        case .closePeriod, .payoutBatch: [.finance, .auditor]
        }
    }
}
