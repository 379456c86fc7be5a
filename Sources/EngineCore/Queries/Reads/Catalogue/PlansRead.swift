import SQLStore

/// Commission plans, newest first: every agent reads rates and caps, members none.
package struct PlansRead: EngineRead {
    package var page: PageRequest

    package init(page: PageRequest) { self.page = page }

    private static let query = ScopedQuery(
        ("plans_member", "plans_agent", "plans_admin"),
        [.uuid, .int64],
        member: nil,
        agent: "$1 IS NOT NULL",
        admin: [.super, .finance, .auditor]
    ) { condition in
        "SELECT \(Plan.table.columns("p")) FROM plan p WHERE \(condition) AND p.id < $2 ORDER BY p.id DESC LIMIT $3"
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<Plan> {
        try connection.page(self.page, after: .newest("q"), Self.query, scope, as: Plan.self) {
            PageKey("q", .id($0.id))
        }
    }
}
