import EngineCore
import SQLStore

/// One text.
struct NameRow: QueryRow {
    let name: String

    init(from columns: inout some ColumnReader & ~Copyable) { self.name = columns.text() }
}
