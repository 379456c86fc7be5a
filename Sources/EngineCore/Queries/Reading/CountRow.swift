import SQLStore

/// One number.
struct CountRow: QueryRow {
    let count: Int64

    init(from columns: inout some ColumnReader & ~Copyable) { self.count = columns.int64() }
}
