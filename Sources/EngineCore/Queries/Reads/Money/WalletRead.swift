import SQLStore

/// The accounts of an owner.
package struct WalletRead: EngineRead {
    /// Nil is the reader; anybody else only for admins, the nil id with the platform's accounts.
    package var owner: ID?

    package init(owner: ID? = nil) { self.owner = owner }

    private static let query = ScopedQuery(
        ("wallet_member", "wallet_agent", "wallet_admin"),
        [.uuid],
        member: "a.owner_id = $1",
        agent: "a.owner_id = $1",
        admin: [.finance, .auditor]
    ) { condition in
        """
        SELECT \(WalletAccount.columns) FROM account a JOIN ledger l ON l.id = a.ledger_id
        WHERE a.owner_id = $2 AND \(condition) ORDER BY a.ledger_id, a.kind
        """
    }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> [WalletAccount] {
        try connection.list(Self.query, scope, [.uuid(self.owner ?? scope.principal)], as: WalletAccount.self)
    }
}
