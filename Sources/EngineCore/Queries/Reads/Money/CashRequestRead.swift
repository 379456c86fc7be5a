import SQLStore

/// One deposit, withdrawal or payout.
package struct CashRequestRead: EngineRead {
    package var id: ID

    package init(id: ID) { self.id = id }

    private static let query = ScopedQuery(
        ("cash_request_member", "cash_request_agent", "cash_request_admin"),
        [.uuid],
        member: "c.principal_id = $1",
        agent: "c.principal_id = $1",
        admin: CashRequestsRead.roles
    ) { condition in
        "SELECT \(CashRequest.table.columns("c")) FROM cash_request c WHERE c.id = $2 AND \(condition)"
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> CashRequest? {
        try connection.find(Self.query, scope, [.uuid(self.id)], as: CashRequest.self)
    }
}
