package import SQLStore

extension SQLiteConnection: MigratingConnection {
    package static var migrations: [Migration] { Migrations.sqlite }

    private static let table = ReadQuery(
        "migration_table",
        "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migration'"
    )

    /// The transaction takes the right to write at once, and one process alone has the file.
    package mutating func beginMigration() throws(SQLError) { try self.begin(.immediate) }

    package mutating func appliedMigrations() throws(SQLError) -> [SchemaMigration] {
        guard try self.row(Self.table, as: CountRow.self)?.count == 1 else { return [] }
        return try self.rows(SchemaMigration.all, as: SchemaMigration.self)
    }

    package mutating func runMigration(_ statements: [String]) throws(SQLError) {
        for statement in statements { try self.execute(statement, name: "migration") }
    }

    package mutating func record(_ row: SchemaMigration) throws(SQLError) {
        var statement = try self.prepare(
            "INSERT OR REPLACE INTO schema_migration VALUES (?1, ?2, ?3, ?4, ?5)",
            name: "migration_record"
        )
        row.write(into: &statement)
        try statement.run()
    }

    package mutating func commitMigration() throws(SQLError) { try self.commit() }

    package mutating func rollbackMigration() { self.rollback() }
}

extension SchemaMigration {
    static let all = ReadQuery(
        "migrations",
        "SELECT \(SchemaMigration.table.columns("m")) FROM schema_migration m ORDER BY m.version"
    )
}
