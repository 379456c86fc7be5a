import EngineCore
import SQLStore

/// Reads whole tables, as the suite compares them.
final class RowReader<Connection: TableReading & ~Copyable> {
    private var connection: Connection

    init(_ connection: consuming Connection) { self.connection = connection }

    /// All rows, sorted by primary key as values of the program, not as the database sorts.
    func rows<Row: StoredRow>(_ type: Row.Type) throws -> [Row] {
        let columns = Row.table.columns.map(\.name).joined(separator: ", ")
        let sql = "SELECT \(columns) FROM \(Row.table.name)"
        return try self.connection.all(sql, as: type).sorted { $0.key < $1.key }
    }

    func head() throws -> ChainHead {
        guard let head = try self.rows(ChainHead.self).first else {
            throw SQLError(.corrupt, message: "the chain head is missing")
        }
        return head
    }
}

/// What ``RowReader`` needs of a connection.
protocol TableReading: ~Copyable {
    mutating func all<Row: StoredRow>(_ sql: String, as type: Row.Type) throws -> [Row]
}

extension SQLiteConnection: TableReading {
    func all<Row: StoredRow>(_ sql: String, as type: Row.Type) throws -> [Row] {
        var statement = try self.prepare(sql)
        var rows: [Row] = []
        while try statement.step() { rows.append(Row(from: &statement)) }
        return rows
    }
}

extension PostgreSQLConnection: TableReading {
    mutating func all<Row: StoredRow>(_ sql: String, as type: Row.Type) throws -> [Row] {
        try self.send(PostgreSQLStatement("all_\(Row.table.name)", sql))
        var results = try self.sync()
        var answer = results.next()
        var rows: [Row] = []
        while answer.next() { rows.append(Row(from: &answer)) }
        try answer.check()
        return rows
    }
}
