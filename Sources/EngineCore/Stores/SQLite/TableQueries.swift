import SQLStore

/// The statements that write one table in SQLite.
struct TableQueries<Row: StoredRow>: Sendable {
    let insert: SQLiteQuery
    let update: SQLiteQuery

    /// - Parameter id: The first of two ids that no other query has.
    init(_ id: Int) {
        let table = Row.table
        let names = table.columns.map(\.name)
        let places = names.indices.map { "?\($0 + 1)" }
        let sets = zip(names, places).enumerated().filter { !table.columns[$0.offset].isKey }.map {
            "\($0.element.0) = \($0.element.1)"
        }
        let keys = zip(names, places).enumerated().filter { table.columns[$0.offset].isKey }.map {
            "\($0.element.0) = \($0.element.1)"
        }
        self.insert = SQLiteQuery(
            id: id,
            name: "insert rows",
            sql:
                "INSERT INTO \(table.name) (\(names.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))"
        )
        self.update = SQLiteQuery(
            id: id + 1,
            name: "update rows",
            sql: "UPDATE \(table.name) SET \(sets.joined(separator: ", ")) WHERE \(keys.joined(separator: " AND "))"
        )
    }
}
