package import SQLStore

extension SQLiteConnection: ReadConnection {
    /// Statements with ids from here on are prepared for each use; so many fit into every connection.
    private static let keptQueries = 256

    package static var dialect: SQLDialect { .sqlite }

    package mutating func beginReading(for reader: Reader) throws(SQLError) { try self.begin(.deferred) }

    package mutating func endReading() { self.rollback() }

    package mutating func forEach<Row: QueryRow>(
        _ query: ReadQuery,
        _ values: [SQLValue],
        as type: Row.Type,
        _ body: (Row) throws(SQLError) -> Void
    ) throws(SQLError) {
        precondition(values.map(\.type) == query.parameters, "parameters of \(query.name)")
        func run(_ statement: inout SQLiteStatement) throws(SQLError) {
            for value in values { value.write(into: &statement) }
            while try statement.step() {
                let row = Row(from: &statement)
                if let failure = statement.failure { throw failure }
                try body(row)
            }
        }
        if query.id < Self.keptQueries {
            let kept = SQLiteQuery(id: query.id, name: query.name, sql: query.sqlite)
            try self.withStatement(kept) { statement throws(SQLError) in try run(&statement) }
        } else {
            var statement = try self.prepare(query.sqlite, name: query.name)
            try run(&statement)
        }
    }
}
