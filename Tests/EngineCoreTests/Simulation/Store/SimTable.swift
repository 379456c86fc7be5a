import EngineCore
import SQLStore

/// The rows of one table, by primary key.
struct SimTable<Row: StoredRow>: Sendable {
    private(set) var rows: [Row.Key: Row] = [:]

    subscript(key: Row.Key) -> Row? { self.rows[key] }
    var sorted: [Row] { self.rows.values.sorted { $0.key < $1.key } }

    mutating func put(_ row: Row) { self.rows[row.key] = row }

    mutating func remove(_ key: Row.Key) { self.rows[key] = nil }

    /// What a database says of the primary key before anything is written.
    func check(_ writes: SimTableWrites<Row>) throws(SQLError) {
        var keys: Set<Row.Key> = []
        for row in writes.inserted {
            guard self.rows[row.key] == nil, keys.insert(row.key).inserted else {
                throw SQLError(.uniqueViolation, sqlState: "23505", message: "\(Row.table.name) \(row.key)")
            }
        }
        for row in writes.updated where self.rows[row.key] == nil || Row.table.isHistory {
            throw SQLError(.other, message: "\(Row.table.name) \(row.key) cannot be updated")
        }
    }

    mutating func apply(_ writes: SimTableWrites<Row>) {
        for row in writes.inserted { self.rows[row.key] = row }
        for row in writes.updated { self.rows[row.key] = row }
    }
}
