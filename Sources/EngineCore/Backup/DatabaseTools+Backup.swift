import SQLStore

extension DatabaseTools {
    /// Copies a SQLite file as one transaction sees it; writers go on beside it.
    ///
    /// - Parameter path: A file that is not there yet; only its owner may read it.
    /// - Throws: `databaseUnavailable`; there is no file at `path` then.
    package func copyFile(to path: String) throws(EngineError) {
        guard case .sqlite(let source) = self.database else { preconditionFailure("a copy of a server's file") }
        do throws(SQLError) {
            let connection = try Self.openFile(source)
            try connection.vacuum(into: path)
        } catch {
            throw EngineError(error, at: source)
        }
    }

    /// The figures of one state of a server, and what a program that reads the same state needs.
    ///
    /// - Parameter body: Gets the name of the exported snapshot, which exists while it runs.
    /// - Returns: The figures of that snapshot.
    /// - Throws: `schemaNotUsable`; `databaseUnavailable`, also for a login that does not read every row.
    package func withSnapshot(_ body: (_ snapshot: String) -> Void) throws(EngineError) -> BackupFigures {
        guard case .postgreSQL(let url) = self.database else { preconditionFailure("a snapshot of a file") }
        _ = try self.read(SchemaRead())
        do throws(SQLError) {
            var connection = try Self.openWholeServer(url)
            return try connection.reading(for: .system) { connection throws(SQLError) in
                guard let name = try connection.row(Self.exportQuery, as: TextRow.self)?.text else {
                    throw SQLError(.other, message: "no snapshot")
                }
                let figures = try BackupFiguresRead.run(&connection)
                body(name)
                return figures
            }
        } catch {
            throw EngineError(error, at: self.database.place)
        }
    }

    private static let exportQuery = ReadQuery("export_snapshot", "SELECT pg_export_snapshot()")

    /// As who reads every row: `wg_backup` or a superuser, or who may become `wg_backup`.
    private static func openWholeServer(_ url: String) throws(SQLError) -> PostgreSQLConnection {
        var configuration = PostgreSQLConfiguration(url: url)
        configuration.isUnhurried = true
        var connection = try PostgreSQLConnection.open(configuration)
        let reads = try connection.reading(for: .system) { connection throws(SQLError) in
            try connection.row(Self.bypassQuery, as: CountRow.self)?.count
        }
        if reads == 1 { return connection }
        throw SQLError(
            .cannotOpen,
            message: "this login does not read every row: put the role wg_backup into DATABASE_URL"
        )
    }

    private static let bypassQuery = ReadQuery(
        "bypasses_policies",
        "SELECT count(*) FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
    )
}
