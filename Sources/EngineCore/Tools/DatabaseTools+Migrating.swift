import SQLStore

extension DatabaseTools {
    /// What there is to migrate; a SQLite file that is not there lacks everything.
    package func migrationPlan() throws(EngineError) -> MigrationPlan {
        do throws(SQLError) {
            switch self.database {
            case .sqlite(let path):
                var connection = try Self.openFile(path)
                return try Self.plan(&connection)
            case .postgreSQL(let url):
                var connection = try Self.openServer(url)
                return try Self.plan(&connection)
            }
        } catch {
            throw EngineError(error, at: self.database.place)
        }
    }

    /// Migrations that were applied, by number.
    package func appliedMigrations() throws(EngineError) -> [SchemaMigration] {
        do throws(SQLError) {
            switch self.database {
            case .sqlite(let path):
                var connection = try Self.openFile(path)
                return try connection.reading(for: .system) { connection throws(SQLError) in
                    try connection.appliedMigrations()
                }
            case .postgreSQL(let url):
                var connection = try Self.openServer(url)
                return try connection.reading(for: .system) { connection throws(SQLError) in
                    try connection.appliedMigrations()
                }
            }
        } catch {
            throw EngineError(error, at: self.database.place)
        }
    }

    /// Applies what is missing; makes a SQLite file that is not there.
    ///
    /// - Parameters:
    ///   - now: Microseconds.
    ///   - didApply: Told after the commit of each phase.
    /// - Returns: `upToDate`, or why nothing may be done.
    /// - Throws: `databaseInUse` while a gateway has the file; `databaseUnavailable` with the database's words.
    package func migrate(
        now: Int64,
        didApply: (MigrationStep) -> Void
    ) throws(EngineError) -> MigrationPlan {
        do throws(SQLError) {
            switch self.database {
            case .sqlite(let path):
                let lock = try DatabaseLock(database: path)
                defer { lock.release() }
                try DatabaseOpening.makeFile(path)
                var connection = try SQLiteConnection(SQLiteConfiguration(path: path))
                return try Migrator.migrate(&connection, now: now, didApply: didApply)
            case .postgreSQL(let url):
                var configuration = PostgreSQLConfiguration(url: url)
                configuration.isUnhurried = true
                configuration.mustWrite = true
                var connection = try PostgreSQLConnection.open(configuration)
                return try Migrator.migrate(&connection, now: now, didApply: didApply)
            }
        } catch {
            throw EngineError(error, at: self.database.place)
        }
    }

    private static func plan<Connection: MigratingConnection & ReadConnection & ~Copyable>(
        _ connection: inout Connection
    ) throws(SQLError) -> MigrationPlan {
        try connection.reading(for: .system) { connection throws(SQLError) in
            MigrationPlan(rows: try connection.appliedMigrations(), known: Connection.migrations)
        }
    }
}
