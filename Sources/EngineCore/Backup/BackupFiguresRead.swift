import SQLStore

/// Reads the figures of a database, within a transaction of the caller's.
enum BackupFiguresRead {
    /// Keys come and go by time alone; they are counted all the same.
    private static let tables = (PostgreSQLGrants.historyTables + PostgreSQLGrants.changingTables).sorted()
    private static let counts = ReadQuery(
        "row_counts",
        Self.tables.map { "SELECT CAST('\($0)' AS text), count(*) FROM \($0)" }.joined(separator: " UNION ALL ")
    )
    private static let sealedAt = ReadQuery(
        "last_sealed_at",
        "SELECT coalesce(max(s.at), 0) FROM batch_seal s"
    )

    static func run(
        _ connection: inout some MigratingConnection & ReadConnection & ~Copyable
    ) throws(SQLError) -> BackupFigures {
        let last = try connection.appliedMigrations().max { $0.version < $1.version }
        let head = try connection.row(ChainHead.current, as: ChainHead.self) ?? .start
        let sealedAt = try connection.row(Self.sealedAt, as: CountRow.self)?.count ?? 0
        var rows: [String: Int64] = [:]
        try connection.forEach(Self.counts, [], as: TableCount.self) { row throws(SQLError) in
            rows[row.table] = row.count
        }
        return BackupFigures(
            schemaVersion: last?.version ?? 0,
            schemaPhase: last?.phase ?? 0,
            head: head,
            sealedAt: sealedAt,
            rows: rows
        )
    }
}
