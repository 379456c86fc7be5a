import Glibc
import SQLStore

/// What is done to a database beside a running engine, or without one.
///
/// - Important: Everything blocks.
package struct DatabaseTools: Sendable {
    package let database: EngineDatabase

    package init(_ database: EngineDatabase) { self.database = database }

    /// Reads on a connection of its own, without short limits.
    ///
    /// - Throws: `schemaNotUsable` unless the schema is this program's; `databaseUnavailable`.
    package func read<Read: DatabaseRead>(_ read: Read) throws(EngineError) -> Read.Value {
        let result: (value: Read.Value?, fault: String?)
        do throws(SQLError) {
            switch self.database {
            case .sqlite(let path):
                var connection = try Self.openFile(path)
                result = try Self.run(read, &connection)
            case .postgreSQL(let url):
                var connection = try Self.openServer(url)
                result = try Self.run(read, &connection)
            }
        } catch {
            throw EngineError(error, at: self.database.place)
        }
        guard let value = result.value else {
            throw EngineError(.schemaNotUsable, cause: "\(self.database.place): \(result.fault ?? "")")
        }
        return value
    }

    private static func run<Read: DatabaseRead, Connection: MigratingConnection & ReadConnection & ~Copyable>(
        _ read: Read,
        _ connection: inout Connection
    ) throws(SQLError) -> (value: Read.Value?, fault: String?) {
        let plan = try connection.reading(for: .system) { connection throws(SQLError) in
            MigrationPlan(rows: try connection.appliedMigrations(), known: Connection.migrations)
        }
        if let fault = plan.fault { return (nil, fault) }
        return (try read.run(&connection), nil)
    }

    static func openFile(_ path: String) throws(SQLError) -> SQLiteConnection {
        if access(path, F_OK) != 0 {
            throw SQLError(.cannotOpen, message: "there is no such file; the first start or `migrate up` makes it")
        }
        var configuration = SQLiteConfiguration(path: path)
        configuration.mode = .readOnly
        configuration.busyMilliseconds = 30_000
        return try SQLiteConnection(configuration)
    }

    /// As a reader of all rows: a gateway's login becomes `wg_api`, others (`wg_backup`, a superuser) read as they are.
    static func openServer(_ url: String) throws(SQLError) -> PostgreSQLConnection {
        var configuration = PostgreSQLConfiguration(url: url)
        configuration.isUnhurried = true
        configuration.role = PostgreSQLRoles.api
        do throws(SQLError) {
            return try PostgreSQLConnection.open(configuration)
        } catch {
            // 42501: the login may not become it; 22023: there is no such role, so no schema either.
            guard error.sqlState == "42501" || error.sqlState == "22023" else { throw error }
            configuration.role = nil
            return try PostgreSQLConnection.open(configuration)
        }
    }
}
