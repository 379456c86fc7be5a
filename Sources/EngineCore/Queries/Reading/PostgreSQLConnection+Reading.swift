package import SQLStore

extension PostgreSQLConnection: ReadConnection {
    package static var dialect: SQLDialect { .postgreSQL }

    /// Costs no trip: it is sent with the first query.
    package mutating func beginReading(for reader: Reader) throws(SQLError) {
        let id = reader.principal
        try self.beginRead(principal: SQLUUID(high: id.high, low: id.low), role: reader.role.name)
    }

    package mutating func endReading() {
        // A connection that is lost has no transaction any more, and says so when it is used again.
        try? self.rollback()
    }

    package mutating func forEach<Row: QueryRow>(
        _ query: ReadQuery,
        _ values: [SQLValue],
        as type: Row.Type,
        _ body: (Row) throws(SQLError) -> Void
    ) throws(SQLError) {
        precondition(values.map(\.type) == query.parameters, "parameters of \(query.name)")
        var parameters = PostgreSQLValues()
        for value in values { value.write(into: &parameters) }
        try self.send(PostgreSQLStatement("\(query.name)", query.postgreSQL, values: query.parameters), parameters)
        var results = try self.sync()
        var rows = results.next()
        while rows.next() {
            let row = Row(from: &rows)
            try rows.check()
            try body(row)
        }
    }
}
