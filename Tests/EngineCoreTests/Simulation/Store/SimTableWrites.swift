import EngineCore

/// What a batch writes to one table.
struct SimTableWrites<Row: StoredRow>: Sendable {
    var inserted: [Row]
    var updated: [Row]

    init(_ set: RowSet<Row>) {
        self.inserted = set.inserted
        self.updated = set.updated
    }

    /// All rows written, new ones first.
    var all: [Row] { self.inserted + self.updated }
}
