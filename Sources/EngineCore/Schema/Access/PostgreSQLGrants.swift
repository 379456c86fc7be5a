/// Migration 1 of PostgreSQL: rights on tables.
///
/// History is what is inserted and never changed (`TableDescription.isHistory`): nobody but the tables' owner has UPDATE on
/// it, and nobody has DELETE but on keys, where a policy lets go only of those older than 30 days.
enum PostgreSQLGrants {
    static let historyTables = [
        "transfer", "audit_event", "batch_seal", "agent_closure", "price", "clawback", "statement", "plan",
    ]
    static let changingTables = [
        "ledger", "principal", "session", "agent", "member", "ownership", "product", "setting", "stock", "orders",
        "order_line", "refund", "commission", "account", "hold", "cash_request", "period", "approval", "recon_item",
        "idempotency_key", "consumer", "chain_head",
    ]

    static var statements: [String] {
        let history = Self.historyTables.joined(separator: ", ")
        let changing = Self.changingTables.joined(separator: ", ")
        return [
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO wg_engine, wg_api, wg_backup",
            """
            DO $grants$ BEGIN
              EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
              EXECUTE format('GRANT CONNECT ON DATABASE %I TO watchgate, wg_backup', current_database());
            END $grants$
            """,
            "GRANT SELECT ON \(history), \(changing) TO wg_engine, wg_api, wg_backup",
            "GRANT SELECT ON schema_migration TO wg_engine, wg_api, wg_backup",
            "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO wg_backup",
            "GRANT INSERT ON \(history), \(changing) TO wg_engine",
            "GRANT UPDATE ON \(changing) TO wg_engine",
            "GRANT DELETE ON idempotency_key TO wg_engine",
        ]
    }
}
