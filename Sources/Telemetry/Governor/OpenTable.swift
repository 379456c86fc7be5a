/// The values of an open label that have series, as the governor has decided; immutable.
final class OpenTable: @unchecked Sendable {  // written in init only
    /// A value with series.
    struct Row: Sendable {
        /// Tells this stay of a value in the row from an earlier one, or from another value's.
        var stay: UInt64
        /// As it came.
        var bytes: [UInt8]
        /// As it is exported.
        var text: String
    }

    let generation: UInt64
    /// A value keeps its row while it stays.
    let rows: [Row?]
    private let index: OpenIndex

    init(generation: UInt64, rows: [Row?], key: UInt64) {
        self.generation = generation
        self.rows = rows
        var index = OpenIndex(capacity: rows.count)
        for (place, row) in rows.enumerated() {
            row?.bytes.withUnsafeBytes { index.insert(OpenValue($0, key: key), at: place) }
        }
        self.index = index
    }

    /// The row of a value; -1: it has none.
    @inline(__always)
    func row(_ value: OpenValue) -> Int { self.index.find(value) }

    func stay(_ row: Int) -> UInt64 { self.rows[row]?.stay ?? 0 }
}
