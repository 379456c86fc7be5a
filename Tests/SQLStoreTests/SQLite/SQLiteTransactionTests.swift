import SQLStore
import Testing

@Suite struct SQLiteTransactionTests {
    let database = TemporaryDatabase()

    @Test func whatIsCommittedStaysAndWhatIsRolledBackDoesNot() throws {
        let connection = try self.connection()
        var isOpen: [Bool] = []
        try connection.begin()
        try connection.execute("INSERT INTO t VALUES (1, 'a')")
        isOpen.append(connection.isInTransaction)
        try connection.commit()
        isOpen.append(connection.isInTransaction)
        try connection.begin()
        try connection.execute("INSERT INTO t VALUES (2, 'b')")
        isOpen.append(connection.isInTransaction)
        connection.rollback()
        isOpen.append(connection.isInTransaction)
        connection.rollback()
        #expect(isOpen == [true, false, true, false])
        let rows = try connection.integer("SELECT count(*) FROM t")
        #expect(rows == 1)
    }

    @Test func theSecondWriterIsBusyUntilTheFirstEnds() throws {
        let first = try self.connection()
        let second = try self.database.connect()
        try first.begin()
        let failed = failure { () throws(SQLError) in try second.begin() }
        #expect(failed == SQLError(.busy, sqlState: "5", message: "database is locked", statement: "begin immediate"))
        let isInTransaction = second.isInTransaction
        #expect(!isInTransaction)
        try first.commit()
        try second.begin()
        try second.commit()
    }

    @Test func aReaderSeesOneStateAndCannotWriteOnAnOldOne() throws {
        let writer = try self.connection()
        let reader = try self.database.connect()
        try reader.begin(.deferred)
        let before = try reader.integer("SELECT count(*) FROM t")
        try writer.execute("INSERT INTO t VALUES (1, 'a')")
        let after = try reader.integer("SELECT count(*) FROM t")
        #expect(before == 0)
        #expect(after == 0)
        let failed = failure { () throws(SQLError) in try reader.execute("INSERT INTO t VALUES (2, 'b')") }
        #expect(failed?.code == .serialization)
        reader.rollback()
        let now = try reader.integer("SELECT count(*) FROM t")
        #expect(now == 1)
    }

    @Test func aCommitThatFailsIsRolledBack() throws {
        let connection = try self.connection()
        try connection.execute(
            """
            CREATE TABLE u(t INTEGER REFERENCES t(a) DEFERRABLE INITIALLY DEFERRED) STRICT;
            PRAGMA foreign_keys = ON;
            """
        )
        try connection.begin()
        try connection.execute("INSERT INTO u VALUES (77)")
        let failed = failure { () throws(SQLError) in try connection.commit() }
        #expect(failed?.code == .checkViolation)
        #expect(failed?.statement == "commit")
        let isInTransaction = connection.isInTransaction
        #expect(!isInTransaction)
        let rows = try connection.integer("SELECT count(*) FROM u")
        #expect(rows == 0)
    }

    @Test func beginInsideATransactionIsOurMistake() throws {
        let connection = try self.connection()
        try connection.begin()
        let twice = failure { () throws(SQLError) in try connection.begin() }
        #expect(twice?.code == .misuse)
        let isInTransaction = connection.isInTransaction
        #expect(isInTransaction)
        connection.rollback()
        let nothing = failure { () throws(SQLError) in try connection.commit() }
        #expect(nothing?.code == .misuse)
    }

    /// No message holds the value that was refused.
    @Test(arguments: [
        ("INSERT INTO t VALUES (1, 'secret')", SQLError.Code.uniqueViolation, "1555"),
        ("INSERT INTO t VALUES (2, 'first')", .uniqueViolation, "2067"),
        ("INSERT INTO w VALUES ('secret')", .checkViolation, "275"),
        ("INSERT INTO w VALUES (NULL)", .checkViolation, "1299"),
        ("INSERT INTO t VALUES ('secret', 'b')", .checkViolation, "20"),
        ("INSERT INTO t VALUES (3, x'736563726574')", .checkViolation, "3091"),
    ])
    func aRowThatBreaksARuleIsRefused(sql: String, code: SQLError.Code, state: String) throws {
        let connection = try self.connection()
        try connection.execute(
            """
            CREATE TABLE w(b TEXT NOT NULL CHECK (length(b) < 3)) STRICT;
            INSERT INTO t VALUES (1, 'first');
            """
        )
        try connection.begin()
        try connection.execute("INSERT INTO t VALUES (9, 'nine')")
        let failed = failure { () throws(SQLError) in try connection.execute(sql, name: "insert") }
        #expect(failed?.code == code)
        #expect(failed?.sqlState == state)
        #expect(failed?.message.contains("secret") == false)
        let isInTransaction = connection.isInTransaction
        #expect(isInTransaction, "a refused row ends no transaction")
        try connection.commit()
        let rows = try connection.integer("SELECT count(*) FROM t")
        #expect(rows == 2)
    }

    @Test func changesAndTheLastIDAreThoseOfTheLastStatement() throws {
        let connection = try self.connection()
        var changes: [Int] = []
        for sql in [
            "INSERT INTO t VALUES (41, 'a'), (42, 'b')", "UPDATE t SET b = b || 'x' WHERE a = 41",
            "DELETE FROM t WHERE a > 100",
        ] {
            try connection.execute(sql)
            changes.append(connection.changes)
        }
        #expect(changes == [2, 1, 0])
        let lastInsertedID = connection.lastInsertedID
        #expect(lastInsertedID == 42)
    }

    private func connection() throws(SQLError) -> SQLiteConnection {
        let connection = try self.database.connect()
        try connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT UNIQUE) STRICT")
        return connection
    }
}
