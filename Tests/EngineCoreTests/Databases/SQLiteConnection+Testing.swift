import EngineCore
import Foundation
import SQLStore

extension SQLiteConnection: TestDatabase {
    mutating func insert<Row: StoredRow>(_ rows: [Row]) throws(SQLError) {
        let columns = Row.table.columns
        let marks = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let names = columns.map(\.name).joined(separator: ", ")
        var statement = try self.prepare("INSERT INTO \(Row.table.name) (\(names)) VALUES (\(marks))")
        for row in rows {
            row.write(into: &statement)
            try statement.run()
        }
    }

    mutating func run(_ sql: String) throws(SQLError) { try self.execute(sql) }

    mutating func ask<Row: QueryRow>(_ sql: String, as type: Row.Type) throws(SQLError) -> [Row] {
        var statement = try self.prepare(sql)
        var rows: [Row] = []
        while try statement.step() { rows.append(Row(from: &statement)) }
        return rows
    }
}

/// A file that goes with its last reference.
final class SQLiteFile: Sendable {
    let path: String

    init() { self.path = NSTemporaryDirectory() + "wg-books-\(UUID().uuidString).db" }

    /// A copy of another file that nobody writes.
    init(copying other: SQLiteFile) throws {
        self.path = NSTemporaryDirectory() + "wg-books-\(UUID().uuidString).db"
        try FileManager.default.copyItem(atPath: other.path, toPath: self.path)
    }

    deinit {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: self.path + suffix) }
    }

    func open() throws(SQLError) -> SQLiteConnection {
        var configuration = SQLiteConfiguration(path: self.path)
        configuration.mayCreate = true
        configuration.synchronous = .normal
        return try SQLiteConnection(configuration)
    }
}
