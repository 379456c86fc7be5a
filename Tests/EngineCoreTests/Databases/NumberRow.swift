import EngineCore
import SQLStore

/// One number.
struct NumberRow: QueryRow {
    let number: Int64

    init(from columns: inout some ColumnReader & ~Copyable) { self.number = columns.int64() }
}
