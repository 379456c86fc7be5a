import SQLStore

/// How many rows a table has.
struct TableCount: QueryRow {
    let table: String
    let count: Int64

    init(from columns: inout some ColumnReader & ~Copyable) {
        self.table = columns.text()
        self.count = columns.int64()
    }
}
