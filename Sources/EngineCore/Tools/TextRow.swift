import SQLStore

/// One text.
struct TextRow: QueryRow {
    let text: String

    init(from columns: inout some ColumnReader & ~Copyable) { self.text = columns.text() }
}
