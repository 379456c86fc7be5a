import EngineCore
import SQLStore

/// A SQLite file as a target of the suite.
final class FileConformanceDatabase: ConformanceDatabase {
    private let file = SQLiteFile()
    private let reader: RowReader<SQLiteConnection>

    init() throws {
        var connection = try self.file.open()
        let plan = try Migrator.migrate(&connection, now: 0)
        precondition(plan == .upToDate, "\(plan)")
        self.reader = RowReader(connection)
    }

    func connect() throws -> any ConformanceSession {
        var configuration = SQLiteConfiguration(path: self.file.path)
        configuration.synchronous = .normal
        return StoreSession(try SQLiteStore(configuration))
    }

    func rows<Row: StoredRow>(_ type: Row.Type) throws -> [Row] { try self.reader.rows(type) }

    func head() throws -> ChainHead { try self.reader.head() }
}
