import EngineCore
import SQLStore
import TestKit

extension PostgreSQLConnection: TestDatabase {
    mutating func insert<Row: StoredRow>(_ rows: [Row]) throws(SQLError) {
        let columns = Row.table.columns
        let names = columns.map(\.name).joined(separator: ", ")
        let marks = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let statement = PostgreSQLStatement(
            "insert_\(Row.table.name)",
            "INSERT INTO \(Row.table.name) (\(names)) OVERRIDING SYSTEM VALUE VALUES (\(marks))",
            values: columns.map(\.type)
        )
        for row in rows {
            var values = PostgreSQLValues()
            row.write(into: &values)
            try self.send(statement, values)
        }
        _ = try self.sync()
    }

    mutating func run(_ sql: String) throws(SQLError) {
        try self.send(Self.statement(sql))
        _ = try self.sync()
    }

    mutating func ask<Row: QueryRow>(_ sql: String, as type: Row.Type) throws(SQLError) -> [Row] {
        try self.send(Self.statement(sql))
        var results = try self.sync()
        var answer = results.next()
        var rows: [Row] = []
        while answer.next() { rows.append(Row(from: &answer)) }
        try answer.check()
        return rows
    }

    /// A connection knows statements by name, so each text has its own.
    private static func statement(_ sql: String) -> PostgreSQLStatement {
        let hash = Migration(number: 0, name: "", phases: [[sql]]).checksum(through: 1)
        let name = hash.prefix(8).map { String($0, radix: 16) }.joined(separator: "_")
        return PostgreSQLStatement("test_\(name)", sql)
    }
}

extension PostgreSQLServer {
    func connect(_ database: String, user: String = "postgres", role: String? = nil) throws -> PostgreSQLConnection {
        var configuration = PostgreSQLConfiguration(url: self.databaseURL(user: user, database: database))
        configuration.role = role
        return try .open(configuration)
    }
}
