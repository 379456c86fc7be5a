package import SQLStore

extension PostgreSQLConnection: MigratingConnection {
    package static var migrations: [Migration] { Migrations.postgreSQL }

    /// One lock for all databases of this kind: the letters "wgmigr".
    private static let lockKey: Int64 = 0x7767_6D69_6772
    private static let lock = PostgreSQLStatement(
        "migration_lock",
        "SELECT pg_advisory_xact_lock($1)::text",
        values: [.int64]
    )
    private static let table = ReadQuery(
        "migration_table",
        "SELECT CAST(count(*) AS int8) FROM pg_catalog.pg_class WHERE oid = to_regclass('schema_migration')"
    )
    private static let upsert = PostgreSQLStatement(
        "migration_record",
        """
        INSERT INTO schema_migration (version, name, checksum, phase, applied_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (version) DO UPDATE SET name = $2, checksum = $3, phase = $4, applied_at = $5
        """,
        values: [.int32, .text, .bytes, .int16, .int64]
    )

    /// Waits a minute for another migrator; its own statements may take as long as they do.
    package mutating func beginMigration() throws(SQLError) {
        try self.send(.begin)
        for setting in ["SET LOCAL lock_timeout = '60s'", "SET LOCAL statement_timeout = 0"] {
            try self.send(Self.statement(setting))
        }
        var values = PostgreSQLValues()
        values.int64(Self.lockKey)
        try self.send(Self.lock, values)
        _ = try self.sync()
    }

    package mutating func appliedMigrations() throws(SQLError) -> [SchemaMigration] {
        guard try self.row(Self.table, as: CountRow.self)?.count == 1 else { return [] }
        return try self.rows(SchemaMigration.all, as: SchemaMigration.self)
    }

    package mutating func runMigration(_ statements: [String]) throws(SQLError) {
        for statement in statements { try self.send(Self.statement(statement)) }
        _ = try self.sync()
    }

    package mutating func record(_ row: SchemaMigration) throws(SQLError) {
        var values = PostgreSQLValues()
        row.write(into: &values)
        try self.send(Self.upsert, values)
        _ = try self.sync()
    }

    package mutating func commitMigration() throws(SQLError) {
        try self.send(.commit)
        _ = try self.sync()
    }

    package mutating func rollbackMigration() {
        // A connection that is lost is rolled back by the server, and says so when it is used again.
        try? self.rollback()
    }

    /// A connection knows statements by name, so each text has its own.
    private static func statement(_ text: String) -> PostgreSQLStatement {
        let state = SHA256State()
        state.add(Array(text.utf8))
        let hash = state.finish().prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return PostgreSQLStatement("migration_\(String(hash, radix: 16))", text)
    }
}
