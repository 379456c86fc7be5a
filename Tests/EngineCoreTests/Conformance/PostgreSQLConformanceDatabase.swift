import EngineCore
import SQLStore
import TestKit

/// A database of the shared PostgreSQL server as a target of the suite.
final class PostgreSQLConformanceDatabase: ConformanceDatabase {
    private let url: String
    private let reader: RowReader<PostgreSQLConnection>

    init() throws {
        let server = try PostgreSQLServer.shared
        self.url = server.databaseURL(database: try server.createDatabase())
        var configuration = PostgreSQLConfiguration(url: self.url)
        configuration.statementMilliseconds = 60_000
        var connection = try PostgreSQLConnection.open(configuration)
        let plan = try Migrator.migrate(&connection, now: 0)
        precondition(plan == .upToDate, "\(plan)")
        self.reader = RowReader(connection)
    }

    func connect() throws -> any ConformanceSession {
        StoreSession(try PostgreSQLStore(PostgreSQLConfiguration(url: self.url)))
    }

    func rows<Row: StoredRow>(_ type: Row.Type) throws -> [Row] { try self.reader.rows(type) }

    func head() throws -> ChainHead { try self.reader.head() }
}
