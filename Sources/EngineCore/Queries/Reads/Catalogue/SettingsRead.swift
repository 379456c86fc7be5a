/// Settings by name; agents read only how many levels earn.
package struct SettingsRead: EngineRead {
    package init() {}

    private static let query = ScopedQuery(
        ("settings_member", "settings_agent", "settings_admin"),
        member: nil,
        agent: "$1 IS NOT NULL AND s.name = 'commission.max_levels'",
        admin: [.super, .auditor]
    ) { condition in "SELECT \(Setting.table.columns("s")) FROM setting s WHERE \(condition) ORDER BY s.name" }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> [Setting] { try connection.list(Self.query, scope, as: Setting.self) }
}
