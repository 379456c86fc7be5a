/// The rows of one table that a batch works on, each once, with what became of it.
///
/// A key that was asked for and not found is remembered as absent. Writing a row that was not loaded under a lock is our
/// bug and traps (engine.md: "writing an unlocked row fails an assertion").
package struct RowSet<Row: StoredRow>: Sendable {
    private struct Entry: Sendable {
        var row: Row
        var isLocked: Bool
        var isNew: Bool
        var isChanged: Bool
    }
    private var entries: [Entry] = []
    private var places: [Row.Key: Int] = [:]
    package private(set) var hasWrites = false

    package init() {}

    /// The row of that key as the batch has it now.
    package subscript(_ key: Row.Key) -> Row? { self.places[key].map { self.entries[$0].row } }
    /// All rows: loaded ones in the order of loading, then new ones.
    package var rows: some Sequence<Row> { self.entries.lazy.map(\.row) }
    package var count: Int { self.entries.count }

    /// Takes a row that the store read; a row already there is kept, its lock may be added.
    package mutating func load(_ row: Row, isLocked: Bool) {
        if let place = self.places[row.key] {
            if isLocked { self.entries[place].isLocked = true }
            return
        }
        self.places[row.key] = self.entries.count
        self.entries.append(Entry(row: row, isLocked: isLocked, isNew: false, isChanged: false))
    }

    /// Adds a row that does not exist yet.
    package mutating func insert(_ row: Row) {
        precondition(self.places[row.key] == nil, "\(Row.table.name) \(row.key) exists already")
        self.places[row.key] = self.entries.count
        self.entries.append(Entry(row: row, isLocked: true, isNew: true, isChanged: false))
        self.hasWrites = true
    }

    /// Changes a row in place; it must be there, and locked.
    package mutating func update(_ key: Row.Key, _ change: (inout Row) -> Void) {
        guard let place = self.places[key] else { preconditionFailure("\(Row.table.name) \(key) was not loaded") }
        precondition(self.entries[place].isLocked, "\(Row.table.name) \(key) was not locked")
        change(&self.entries[place].row)
        self.entries[place].isChanged = true
        self.hasWrites = true
    }

    /// New rows in the order of insertion.
    package var inserted: [Row] { self.rows { $0.isNew } }
    /// Rows that were there before and changed, with their final values.
    package var updated: [Row] { self.rows { $0.isChanged && !$0.isNew } }

    // A loop, because key paths and lazy views look up their types at run time, for every table of every batch.
    private func rows(_ isWanted: (Entry) -> Bool) -> [Row] {
        if !self.hasWrites { return [] }
        var rows: [Row] = []
        for entry in self.entries { if isWanted(entry) { rows.append(entry.row) } }
        return rows
    }
}
