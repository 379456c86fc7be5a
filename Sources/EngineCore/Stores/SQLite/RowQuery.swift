import SQLStore

/// Reads rows of one table with all their columns.
struct RowQuery<Row: StoredRow>: Sendable {
    let query: SQLiteQuery

    /// - Parameters:
    ///   - id: Among the store's queries.
    ///   - name: For errors.
    ///   - condition: What follows WHERE, its parameters numbered from 1.
    init(_ id: Int, _ name: StaticString, where condition: String) {
        let columns = Row.table.columns.map(\.name).joined(separator: ", ")
        self.query = SQLiteQuery(id: id, name: name, sql: "SELECT \(columns) FROM \(Row.table.name) WHERE \(condition)")
    }
}
