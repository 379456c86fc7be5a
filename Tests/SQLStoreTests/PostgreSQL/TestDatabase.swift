import SQLStore
import TestKit

/// A database of its own on the shared server.
struct TestDatabase {
    let server: PostgreSQLServer
    let name: String

    /// - Parameters:
    ///   - server: Nil takes the shared one.
    ///   - schema: SQL run first.
    /// - Throws: When the server does not start or refuses the SQL.
    init(_ server: PostgreSQLServer? = nil, schema: String = "SELECT") throws {
        self.server = try server ?? .shared
        self.name = try self.server.createDatabase()
        try self.server.execute(schema, database: self.name)
    }

    var configuration: PostgreSQLConfiguration {
        PostgreSQLConfiguration(url: self.server.databaseURL(database: self.name))
    }

    func connect(_ change: (inout PostgreSQLConfiguration) -> Void = { _ in }) throws -> PostgreSQLConnection {
        var configuration = self.configuration
        change(&configuration)
        return try .open(configuration)
    }

    /// What `psql` prints.
    func query(_ sql: String) throws -> String { try self.server.execute(sql, database: self.name) }
}

extension PostgreSQLConnection {
    /// Runs statements without parameters in one trip.
    mutating func run(_ statements: [PostgreSQLStatement]) throws(SQLError) {
        for statement in statements { try self.send(statement) }
        _ = try self.sync()
    }

    /// Runs one statement, named after its text.
    mutating func run(_ sql: String) throws(SQLError) { try self.run([PostgreSQLStatement(sql)]) }

    /// The one number that a statement answers.
    mutating func number(_ sql: String) throws(SQLError) -> Int64 {
        try self.send(PostgreSQLStatement(sql))
        var results = try self.sync()
        var rows = results.next()
        let number = rows.next() ? rows.int64() : -1
        try rows.check()
        return number
    }
}

extension PostgreSQLStatement {
    /// A statement named after its text.
    init(_ sql: String, values: [SQLType] = [], columns: [SQLType] = []) {
        self.init(String(sql.prefix(63)), sql, values: values, columns: columns)
    }
}
