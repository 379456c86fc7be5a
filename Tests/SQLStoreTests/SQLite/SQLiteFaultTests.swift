import Foundation
import SQLStore
import Testing

/// What fails while it runs.
@Suite(.timeLimit(.minutes(15))) struct SQLiteFaultTests {
    let database = TemporaryDatabase()

    @Test func aFullDatabaseKeepsWhatWasCommitted() throws {
        let connection = try self.connection()
        let pages = try connection.integer("PRAGMA max_page_count = 20")
        #expect(pages == 20)
        let stored = try Self.fill(connection)
        #expect(stored.failure?.code == .diskFull)
        #expect(stored.failure?.sqlState == "13")
        try Self.expectSound(connection, rows: stored.rows)
        _ = try connection.integer("PRAGMA max_page_count = 1000")
        try Self.store(1_000_000, connection)
        try Self.expectSound(connection, rows: stored.rows + 10)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a file system needs root"))
    func aFullDiskKeepsWhatWasCommitted() throws {
        let database = self.database
        try SmallDisk.run(at: database.folder, bytes: 1_048_576) {
            let connection = try self.connection { $0.synchronous = .full }
            let stored = try Self.fill(connection)
            #expect(stored.failure?.code == .diskFull)
            #expect(stored.rows > 0)
            try Self.expectSound(connection, rows: stored.rows)
            let copied = failure { () throws(SQLError) in try connection.vacuum(into: database.folder + "/copy.db") }
            #expect(copied?.code == .diskFull)
            #expect(!FileManager.default.fileExists(atPath: database.folder + "/copy.db"))
            try Self.expectSound(connection, rows: stored.rows)
        }
    }

    @Test func whatRunsIsStoppedFromAnotherThread() throws {
        let connection = try self.connection()
        try Self.store(1, connection)
        let interrupter = connection.interrupter
        let stopper = Thread {
            while !Thread.current.isCancelled {
                interrupter.interrupt()
                usleep(1_000)
            }
        }
        try connection.begin()
        stopper.start()
        let failed = failure { () throws(SQLError) in
            try connection.execute(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                INSERT INTO t SELECT i + 1000, 'x' FROM n
                """
            )
        }
        stopper.cancel()
        while !stopper.isFinished { usleep(1_000) }
        #expect(failed?.code == .interrupted)
        let isInTransaction = connection.isInTransaction
        #expect(!isInTransaction, "an interrupted write ends its transaction")
        connection.rollback()
        try Self.expectSound(connection, rows: 10)
    }

    @Test func aClosedConnectionIsNotInterrupted() throws {
        let interrupter: SQLiteInterrupter
        do { interrupter = try self.connection().interrupter }
        interrupter.interrupt()
        let connection = try self.database.connect()
        let rows = try connection.integer("SELECT count(*) FROM t")
        #expect(rows == 0)
    }

    @Test func aStatementMayOutliveItsConnection() throws {
        var statement: SQLiteStatement
        do {
            let connection = try self.connection()
            statement = try connection.prepare("INSERT INTO t VALUES (?1, ?2)")
        }
        statement.int64(5)
        statement.text("five")
        try statement.run()
        let connection = try self.database.connect()
        let rows = try connection.integer("SELECT count(*) FROM t")
        #expect(rows == 1)
    }

    /// What a process that was killed left in the WAL is there again; what it had not committed is not.
    @Test func aKilledProcessLosesOnlyWhatWasNotCommitted() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = self.database.path as String] in
            var configuration = SQLiteConfiguration(path: path)
            configuration.mayCreate = true
            let connection = try SQLiteConnection(configuration)
            try connection.execute(
                "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT) STRICT; INSERT INTO t VALUES (1, 'a')"
            )
            try connection.begin()
            try connection.execute("INSERT INTO t VALUES (2, 'b')")
            kill(getpid(), SIGKILL)
        }
        #expect(self.database.size("-wal") > 0)
        let connection = try self.database.connect { $0.mayCreate = false }
        try Self.expectSound(connection, rows: 1)
    }

    private func connection(
        _ change: (inout SQLiteConfiguration) -> Void = { _ in }
    ) throws(SQLError) -> SQLiteConnection {
        let connection = try self.database.connect(change)
        try connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT) STRICT")
        return connection
    }

    /// Ten rows in a transaction.
    private static func store(_ first: Int, _ connection: borrowing SQLiteConnection) throws(SQLError) {
        var statement = try connection.prepare("INSERT INTO t VALUES (?1, ?2)", name: "insert t")
        try connection.begin()
        for number in first..<first + 10 {
            statement.int64(Int64(number))
            statement.text(String(repeating: "x", count: 500))
            try statement.run()
        }
        try connection.commit()
    }

    /// Stores until it fails, and at most 1 000 times.
    private static func fill(
        _ connection: borrowing SQLiteConnection
    ) throws -> (rows: Int, failure: SQLError?) {
        for batch in 0..<1_000 {
            do throws(SQLError) {
                try Self.store(batch * 10, connection)
            } catch {
                connection.rollback()
                return (batch * 10, error)
            }
        }
        return (10_000, nil)
    }

    private static func expectSound(_ connection: borrowing SQLiteConnection, rows: Int) throws(SQLError) {
        let isInTransaction = connection.isInTransaction
        #expect(!isInTransaction)
        let found = try connection.integer("SELECT count(*) FROM t")
        #expect(found == Int64(rows))
        let problems = try connection.integrityCheck(.full)
        #expect(problems == [])
    }
}
