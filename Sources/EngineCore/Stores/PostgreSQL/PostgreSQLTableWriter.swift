import SQLStore

/// The statements that write one table: each takes all rows of a batch as arrays.
struct PostgreSQLTableWriter<Row: StoredRow>: Sendable {
    private let insert: PostgreSQLStatement
    private let update: PostgreSQLStatement
    private let types = Row.table.columns.map(\.type)

    init() {
        let table = Row.table
        let names = table.columns.map(\.name)
        let types = table.columns.map(\.type)
        let list = names.joined(separator: ", ")
        let arrays = names.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        self.insert = PostgreSQLStatement(
            "insert_\(table.name)",
            "INSERT INTO \(table.name) (\(list)) SELECT * FROM unnest(\(arrays)) AS w(\(list))",
            columns: types
        )
        let sets = table.columns.filter { !$0.isKey }.map { "\($0.name) = w.\($0.name)" }.joined(separator: ", ")
        let keys = table.columns.filter(\.isKey).map { "t.\($0.name) = w.\($0.name)" }.joined(separator: " AND ")
        self.update = PostgreSQLStatement(
            "update_\(table.name)",
            "UPDATE \(table.name) t SET \(sets) FROM unnest(\(arrays)) AS w(\(list)) WHERE \(keys)",
            columns: types
        )
    }

    /// Sends what is new and what changed, each row once.
    func send(_ rows: RowSet<Row>, on connection: inout PostgreSQLConnection) throws(SQLError) {
        if !rows.hasWrites { return }
        try self.send(rows.inserted, self.insert, on: &connection)
        try self.send(rows.updated, self.update, on: &connection)
    }

    /// Sends one row that changed.
    func send(changed row: Row, on connection: inout PostgreSQLConnection) throws(SQLError) {
        try self.send([row], self.update, on: &connection)
    }

    private func send(
        _ rows: some Sequence<Row>,
        _ statement: PostgreSQLStatement,
        on connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        var columns = ArrayColumns(self.types)
        for row in rows { row.write(into: &columns) }
        if !columns.isEmpty { try connection.send(statement, columns: columns) }
    }
}
