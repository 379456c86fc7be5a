import SQLStore

/// Sums of commissions by agent and ledger: of an agent and all below, or of everybody for admins.
package struct CommissionTotalsRead: EngineRead {
    package var page: PageRequest

    package init(page: PageRequest) { self.page = page }

    private static let query = ScopedQuery(
        ("commission_totals_member", "commission_totals_subtree", "commission_totals_admin"),
        [.uuid, .int64, .int64],
        member: nil,
        agent: "c.agent_id IN \(ScopedQuery.subtree)",
        admin: CommissionsRead.roles
    ) { condition in
        """
        SELECT c.agent_id, o.ledger_id, CAST(sum(c.accrued) AS int8), CAST(sum(c.reversed) AS int8),
          CAST(sum(CASE WHEN c.state = \(CommissionState.held.rawValue) THEN c.accrued - c.reversed ELSE 0 END) AS int8),
          CAST(sum(CASE WHEN c.state = \(CommissionState.released.rawValue) THEN c.accrued - c.reversed ELSE 0 END) AS int8)
        FROM commission c JOIN orders o ON o.id = c.order_id
        WHERE \(condition) AND (c.agent_id, o.ledger_id) > ($2, $3)
        GROUP BY c.agent_id, o.ledger_id ORDER BY c.agent_id, o.ledger_id LIMIT $4
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<CommissionTotal> {
        try connection.page(
            self.page,
            after: PageKey("u", .id(.nil), .number(0)),
            Self.query,
            scope,
            as: CommissionTotal.self
        ) { PageKey("u", .id($0.agentID), .number(Int64($0.ledgerID))) }
    }
}
