/// The migrations of both databases, in order of number; released ones never change.
package enum Migrations {
    package static let postgreSQL = [
        Migration(
            number: 1,
            name: "engine",
            phases: [
                PostgreSQLRoles.statements + Self.postgreSQLTables + PostgreSQLGrants.statements
                    + PostgreSQLPolicies.statements
            ]
        )
    ]

    package static let sqlite = [Migration(number: 1, name: "engine", phases: [Self.sqliteTables])]

    private static let postgreSQLTables =
        IdentityTables.postgreSQL
        + CatalogueTables.postgreSQL
        + OrderTables.postgreSQL
        + LedgerTables.postgreSQL
        + SettlementTables.postgreSQL
        + ChainTables.postgreSQL

    private static let sqliteTables =
        IdentityTables.sqlite
        + CatalogueTables.sqlite
        + OrderTables.sqlite
        + LedgerTables.sqlite
        + SettlementTables.sqlite
        + ChainTables.sqlite
}
