import SQLStore
import Testing

/// The pool with SQLite.
@Suite(.timeLimit(.minutes(15))) struct SQLiteReaderTests {
    @Test func aTransactionThatIsLeftOpenIsEnded() async throws {
        let database = TemporaryDatabase()
        var limits = ReaderPoolLimits()
        limits.size = 1
        let pool = ReaderPool("wg-test", limits) { () throws(SQLError) -> SQLiteConnection in
            try database.connect()
        }
        defer { pool.stop() }
        try await pool.read { connection throws(SQLError) in
            try connection.begin(.deferred)
            _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
        }
        let wasOpen = try await pool.read { connection throws(SQLError) in connection.isInTransaction }
        #expect(!wasOpen)
        #expect(pool.figures.connects == 1)
    }
}
