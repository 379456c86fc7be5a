import Glibc
import SQLStore
import TestKit
import Testing

/// The server dies before, during and after COMMIT; each test has one of its own.
@Suite(.timeLimit(.minutes(15)), .serialized) struct PostgreSQLCrashTests {
    static let schema = "CREATE TABLE t (id int8 PRIMARY KEY)"
    static let insert = PostgreSQLStatement("INSERT INTO t VALUES (1)")

    @Test(arguments: [PostgreSQLServer.Stop.kill, .immediate, .fast])
    func beforeCommitNothingHasHappened(how: PostgreSQLServer.Stop) throws {
        let database = try TestDatabase(PostgreSQLServer(Self.synced), schema: Self.schema)
        var connection = try database.connect()
        try connection.run([.begin, Self.insert])
        try database.server.restart(how)
        let error = failure { () throws(SQLError) in try connection.run("SELECT 1") }
        #expect(error?.code == .connectionLost)
        #expect(connection.isBroken && !connection.commitWasSent && !connection.isInTransaction)
        #expect(throws: SQLError.self) {
            try connection.rollback(); try connection.run([.begin])
        }
        #expect(try database.query("SELECT count(*) FROM t") == "0")
    }

    /// The commit waits for a standby that does not exist: it is in the log, and nobody was told.
    @Test func duringCommitItIsNotKnown() async throws {
        let database = try TestDatabase(PostgreSQLServer(Self.synced), schema: Self.schema)
        let server = database.server
        try server.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        try server.execute("SELECT pg_reload_conf()")
        let killer = Background {
            let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            while try database.query(waiting) == "0" { usleep(1_000) }
            server.stop(.kill)
        }
        var connection = try database.connect()
        try connection.run([.begin, Self.insert])
        let error = failure { () throws(SQLError) in try connection.run([.commit]) }
        try killer.value()
        #expect(error?.code == .connectionLost)
        #expect(connection.isBroken && connection.commitWasSent)
        try server.start()
        #expect(try database.query("SELECT count(*) FROM t") == "1")
    }

    /// The server says which statement failed before COMMIT, and dies: then it is known.
    @Test func anErrorBeforeCommitSettlesIt() throws {
        let database = try TestDatabase(schema: Self.schema)
        var connection = try database.connect()
        let suicide = PostgreSQLStatement("SELECT pg_terminate_backend(pg_backend_pid())")
        try connection.send(.begin)
        try connection.send(Self.insert)
        try connection.send(suicide)
        try connection.send(.commit)
        #expect(isTrue(connection.commitWasSent))
        let error = failure { () throws(SQLError) in _ = try connection.sync() }
        #expect(error?.code == .connectionLost && error?.sqlState == "57P01" && error?.statement == suicide.name)
        #expect(connection.isBroken && !connection.commitWasSent)
        #expect(try database.query("SELECT count(*) FROM t") == "0")
    }

    @Test func afterCommitAllIsThere() throws {
        let database = try TestDatabase(PostgreSQLServer(Self.synced), schema: Self.schema)
        var connection = try database.connect()
        try connection.run([.begin, Self.insert, .commit])
        try database.server.restart(.kill)
        let error = failure { () throws(SQLError) in try connection.run([.begin]) }
        #expect(error?.code == .connectionLost && connection.isBroken && !connection.commitWasSent)
        var next = try database.connect()
        #expect(try next.number("SELECT count(*) FROM t") == 1)
    }

    @Test func aServerOutlivesNobody() throws {
        let server = try PostgreSQLServer()
        let (process, folder) = (try #require(server.process), server.folder)
        #expect(kill(process, 0) == 0)
        _ = consume server
        #expect(kill(process, 0) == -1)
        #expect(access(folder, F_OK) == -1)
    }

    private static var synced: PostgreSQLServer.Settings {
        var settings = PostgreSQLServer.Settings()
        settings.isSynced = true
        return settings
    }
}
