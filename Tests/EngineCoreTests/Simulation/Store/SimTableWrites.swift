import EngineCore

/// What a batch writes to one table.
struct SimTableWrites<Row: StoredRow>: Sendable {
    var inserted: [Row]
    var updated: [Row]

    init(_ set: RowSet<Row>) {
        // Most tables of a batch are only read, and asking the set's sequences is most of the work in a debug build.
        if !set.hasWrites {
            (self.inserted, self.updated) = ([], [])
        } else {
            self.inserted = Array(set.inserted)
            self.updated = Array(set.updated)
        }
    }

    /// All rows written, new ones first.
    var all: [Row] { self.inserted + self.updated }
}
