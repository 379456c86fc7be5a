import Glibc
import SQLStore
import Telemetry

/// Makes a database ready for an engine: locks, sets up or checks it, and says how durable it is.
struct DatabaseOpening: Sendable {
    private let configuration: EngineConfiguration

    init(_ configuration: EngineConfiguration) { self.configuration = configuration }

    /// - Throws: `databaseInUse`, `databaseUnavailable`, `schemaNotUsable`, `rightsTooWide`.
    /// - Important: Blocks.
    func prepare() throws(EngineError) -> OpenedDatabase {
        var opened = OpenedDatabase()
        let fault: String?
        do throws(SQLError) {
            switch self.configuration.database {
            case .sqlite(let path): fault = try self.prepareFile(path, &opened)
            case .postgreSQL(let url): fault = try Self.prepareServer(url, &opened)
            }
        } catch {
            throw EngineError(error, at: self.configuration.database.place)
        }
        if let fault { throw EngineError(.schemaNotUsable, cause: "\(self.configuration.database.place): \(fault)") }
        if case .postgreSQL(let url) = self.configuration.database { try Self.checkRights(url) }
        return opened
    }

    /// - Returns: What is wrong with the schema.
    private func prepareFile(_ path: String, _ opened: inout OpenedDatabase) throws(SQLError) -> String? {
        opened.lock = try DatabaseLock(database: path)
        try Self.makeFile(path)
        var connection = try SQLiteConnection(
            SQLiteConfiguration(path: path, synchronous: self.configuration.sqliteSynchronous)
        )
        if self.configuration.sqliteSynchronous == .normal { opened.degraded.insert(.sqliteSynchronous) }
        let isEmpty = try connection.integer("SELECT count(*) FROM sqlite_schema") == 0
        let plan =
            isEmpty
            ? try Migrator.migrate(&connection, now: SequencerClock.system.now())
            : try Migrator.plan(of: &connection)
        return plan.fault
    }

    /// Only the owner may read the books; SQLite gives the files beside it the same rights.
    static func makeFile(_ path: String) throws(SQLError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file < 0 { throw SQLError(.cannotOpen, message: String(cString: strerror(errno))) }
        close(file)
    }

    private static func prepareServer(_ url: String, _ opened: inout OpenedDatabase) throws(SQLError) -> String? {
        var connection = try DatabaseTools.openServer(url)
        // The session asks for synchronous commits itself, so that no setting of the server can weaken them.
        if try connection.setting("fsync") != "on" { opened.degraded.insert(.postgresqlFsync) }
        return try Migrator.plan(of: &connection).fault
    }

    /// The roles that the engine and its readers become must be subject to row security.
    private static func checkRights(_ url: String) throws(EngineError) {
        for role in [PostgreSQLRoles.engine, PostgreSQLRoles.api] {
            var faults: [String] = []
            do throws(SQLError) {
                var configuration = PostgreSQLConfiguration(url: url)
                configuration.role = role
                var connection = try PostgreSQLConnection.open(configuration)
                try connection.send(Self.rights)
                var results = try connection.sync()
                var rows = results.next()
                while rows.next() { faults.append(rows.text()) }
                try rows.check()
            } catch {
                throw EngineError(error, at: EngineDatabase.postgreSQL(url: url).place)
            }
            if let fault = faults.first { throw EngineError(.rightsTooWide, cause: "the role \(role) \(fault)") }
        }
    }

    private static let rights = PostgreSQLStatement("role_rights", PostgreSQLRoles.check)
}
