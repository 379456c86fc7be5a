import SQLStore

/// One id.
struct IDRow: QueryRow {
    let id: ID

    init(from columns: inout some ColumnReader & ~Copyable) { self.id = columns.id() }
}
