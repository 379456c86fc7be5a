import SQLStore

/// An issued period's totals of an agent and all below; of everybody for admins.
package struct SubtreeStatementRead: EngineRead {
    package var periodID: ID

    package init(periodID: ID) { self.periodID = periodID }

    private static let query = ScopedQuery(
        ("subtree_statement_member", "subtree_statement", "subtree_statement_admin"),
        [.uuid],
        member: nil,
        agent: "s.agent_id IN \(ScopedQuery.subtree) AND p.state = \(PeriodState.issued.rawValue)",
        admin: CommissionsRead.roles
    ) { condition in
        let sums = ["opening", "accrued", "reversed", "released", "paid", "closing"]
            .map { "CAST(coalesce(sum(s.\($0)), 0) AS int8)" }
        return """
            SELECT count(*), \(sums.joined(separator: ", ")) FROM period p JOIN statement s ON s.period_id = p.id
            WHERE p.id = $2 AND \(condition)
            """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> SubtreeStatement? {
        let total = try connection.find(Self.query, scope, [.uuid(self.periodID)], as: SubtreeStatement.self)
        return total.flatMap { $0.agents == 0 ? nil : $0 }
    }
}
