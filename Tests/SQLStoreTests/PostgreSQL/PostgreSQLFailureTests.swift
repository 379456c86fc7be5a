import Glibc
import SQLStore
import TestKit
import Testing

/// What the server does to statements that take too long or stand in each other's way.
@Suite(.timeLimit(.minutes(15))) struct PostgreSQLFailureTests {
    static let schema = "CREATE TABLE t (id int8 PRIMARY KEY, n int8); INSERT INTO t VALUES (1, 0), (2, 0)"

    @Test(arguments: [
        ("40001", SQLError.Code.serialization), ("40P01", .deadlock), ("55P03", .lockTimeout),
        ("57014", .statementTimeout), ("57P01", .connectionLost), ("57P02", .connectionLost),
        ("57P03", .connectionLost), ("08006", .connectionLost), ("08P01", .connectionLost),
        ("53300", .tooManyConnections), ("53100", .diskFull), ("53200", .outOfMemory), ("53000", .outOfMemory),
        ("25006", .readOnly), ("23505", .uniqueViolation), ("23514", .checkViolation), ("23502", .checkViolation),
        ("22003", .checkViolation), ("28P01", .cannotOpen), ("28000", .cannotOpen), ("3D000", .cannotOpen),
        ("42601", .misuse), ("25P02", .misuse), ("XX001", .corrupt), ("58030", .ioError),
        ("XX000", .other), ("", .other),
    ])
    func everySQLSTATEHasItsMeaning(state: String, code: SQLError.Code) {
        #expect(SQLError.Code(sqlState: state) == code)
    }

    @Test func aLockIsNotWaitedForLonger() throws {
        let database = try TestDatabase(schema: Self.schema)
        var holder = try database.connect()
        var waiter = try database.connect { $0.lockMilliseconds = 100 }
        let update = PostgreSQLStatement("UPDATE t SET n = n + 1 WHERE id = 1")
        try holder.run([.begin, update])
        let start = ContinuousClock.now
        let error = failure { () throws(SQLError) in try waiter.run([.begin, update]) }
        #expect(error?.code == .lockTimeout && error?.sqlState == "55P03" && error?.statement == update.name)
        #expect(ContinuousClock.now - start > .milliseconds(90))
        try waiter.rollback()
        try holder.run([.commit])
        try waiter.run([.begin, update, .commit])
        #expect(try waiter.number("SELECT n FROM t WHERE id = 1") == 2)
    }

    @Test func aDeadlockHasOneVictim() throws {
        let database = try TestDatabase(schema: Self.schema)
        let first = PostgreSQLStatement("UPDATE t SET n = n + 1 WHERE id = 1")
        let second = PostgreSQLStatement("UPDATE t SET n = n + 1 WHERE id = 2")
        // The server ends whoever looks first.
        var mine = try database.connect { $0.settings = ["deadlock_timeout": "50ms"] }
        try mine.run([.begin, first])
        let winner = Background {
            var other = try database.connect { $0.settings = ["deadlock_timeout": "10s"] }
            try other.run([.begin, second])
            try other.run([first, .commit])
        }
        while try database.query("SELECT count(*) FROM pg_locks WHERE NOT granted") == "0" { usleep(1_000) }
        let error = failure { () throws(SQLError) in try mine.run([second]) }
        #expect(error?.code == .deadlock && error?.sqlState == "40P01")
        try mine.rollback()
        try winner.value()
        #expect(try database.query("SELECT sum(n) FROM t") == "2")
    }

    @Test func concurrentUpdatesAreASerializationFailure() throws {
        let database = try TestDatabase(schema: Self.schema)
        var one = try database.connect()
        var other = try database.connect()
        let serializable = PostgreSQLStatement("BEGIN ISOLATION LEVEL REPEATABLE READ")
        let read = PostgreSQLStatement("SELECT n FROM t")
        let update = PostgreSQLStatement("UPDATE t SET n = n + 1 WHERE id = 1")
        try one.run([serializable, read])
        try other.run([update])
        let error = failure { () throws(SQLError) in try one.run([update]) }
        #expect(error?.code == .serialization && error?.sqlState == "40001")
    }

    @Test func aKeyThatExistsIsAUniqueViolation() throws {
        let database = try TestDatabase(schema: Self.schema)
        var connection = try database.connect()
        let error = failure { () throws(SQLError) in try connection.run("INSERT INTO t VALUES (1, 1)") }
        #expect(error?.code == .uniqueViolation && error?.sqlState == "23505")
        #expect(error?.message == "duplicate key value violates unique constraint \"t_pkey\"")
    }

    @Test func aStatementDoesNotRunLonger() throws {
        let database = try TestDatabase()
        var connection = try database.connect { $0.statementMilliseconds = 100 }
        let error = failure { () throws(SQLError) in try connection.run("SELECT pg_sleep(30)") }
        #expect(error?.code == .statementTimeout && error?.sqlState == "57014")
        try connection.run("SELECT 1")
    }

    @Test func anotherThreadStopsAStatement() throws {
        let database = try TestDatabase()
        var connection = try database.connect()
        let cancel = connection.cancel
        let process = connection.serverProcess
        let waiting = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(process) AND wait_event = 'PgSleep'"
        let stopper = Background {
            while try database.query(waiting) == "0" { usleep(1_000) }
            return cancel.cancelStatement()
        }
        let error = failure { () throws(SQLError) in try connection.run("SELECT pg_sleep(30)") }
        #expect(try stopper.value())
        #expect(error?.code == .interrupted && error?.sqlState == "57014")
        try connection.run("SELECT 1")
    }

    @Test func aSilentTransactionLosesItsConnection() throws {
        let database = try TestDatabase(schema: Self.schema)
        var frozen = try database.connect { $0.idleInTransactionMilliseconds = 100 }
        var other = try database.connect()
        let update = PostgreSQLStatement("UPDATE t SET n = n + 1 WHERE id = 1")
        try frozen.run([.begin, update])
        try other.run([update])  // waits until the frozen one has lost its lock
        let error = failure { () throws(SQLError) in try frozen.run([.commit]) }
        #expect(error?.code == .connectionLost)
        #expect(isTrue(frozen.isBroken))
        #expect(try other.number("SELECT n FROM t WHERE id = 1") == 1)
    }

    @Test func noAnswerInTimeCountsAsALostConnection() throws {
        let database = try TestDatabase()
        var connection = try database.connect { $0.answerMilliseconds = 200 }
        let error = failure { () throws(SQLError) in try connection.run("SELECT pg_sleep(2)") }
        #expect(error?.code == .connectionLost && error?.message == "no answer within 200 ms")
        #expect(isTrue(connection.isBroken))
        let again = failure { () throws(SQLError) in try connection.run("SELECT 1") }
        #expect(again?.code == .connectionLost)
    }
}
