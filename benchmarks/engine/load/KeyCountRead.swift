import EngineCore
import SQLStore

/// Counts the keys of a run whose command was carried out; the first half of an order counts with its second.
struct KeyCountRead: DatabaseRead {
    private static let query = ReadQuery(
        "count_keys",
        [.text],
        """
        SELECT CAST(count(*) AS int8) FROM idempotency_key
        WHERE status < 300 AND key LIKE $1 || '%' AND key NOT LIKE '%:place'
        """
    )
    let prefix: String

    func run(
        _ connection: inout some MigratingConnection & ReadConnection & ~Copyable
    ) throws(SQLError) -> Int {
        try connection.reading(for: .system) { connection throws(SQLError) in
            try connection.row(Self.query, [.text(self.prefix)], as: KeyCount.self)?.count ?? 0
        }
    }
}

/// The one row of the count.
struct KeyCount: QueryRow {
    let count: Int

    init(from columns: inout some ColumnReader & ~Copyable) { self.count = Int(columns.int64()) }
}
