import Glibc
import SQLStore
import TestKit
import Testing

/// Reaching a server, and being refused by it.
@Suite(.timeLimit(.minutes(15))) struct PostgreSQLConnectionTests {
    @Test(arguments: [false, true])
    func aConnectionIsSetUp(isLocal: Bool) throws {
        let server = try PostgreSQLServer.shared
        var configuration = PostgreSQLConfiguration(url: server.databaseURL(isLocal: isLocal))
        configuration.settings = ["jit": "off"]
        var connection = try PostgreSQLConnection.open(configuration)
        #expect(connection.serverVersion >= 130_000)
        #expect(try connection.isInRecovery() == false)
        #expect(try connection.setting("lock_timeout") == "2s")
        #expect(try connection.setting("statement_timeout") == "10s")
        #expect(try connection.setting("idle_in_transaction_session_timeout") == "5s")
        #expect(try connection.setting("synchronous_commit") == "on")
        #expect(try connection.setting("application_name") == "watchgate")
        #expect(try connection.setting("jit") == "off")
    }

    @Test func theRoleIsTaken() throws {
        let database = try TestDatabase(
            schema: "CREATE TABLE secret (); CREATE ROLE wg_test_reader NOLOGIN; CREATE TABLE open (); "
                + "GRANT SELECT ON open TO wg_test_reader"
        )
        var connection = try database.connect { $0.role = "wg_test_reader" }
        #expect(try connection.number("SELECT count(*) FROM open") == 0)
        let error = failure { () throws(SQLError) in _ = try connection.number("SELECT count(*) FROM secret") }
        #expect(error?.sqlState == "42501")
        #expect(throws: SQLError.self) { _ = try database.connect { $0.role = "wg_nobody" } }
    }

    @Test func aWrongPasswordHasAnErrorOfItsOwn() throws {
        var settings = PostgreSQLServer.Settings()
        settings.usersWithPassword = ["careful"]
        let server = try PostgreSQLServer(settings)
        try server.execute("CREATE ROLE careful LOGIN PASSWORD 'right'")
        let good = PostgreSQLConfiguration(url: server.databaseURL(user: "careful", password: "right"))
        var connection = try PostgreSQLConnection.open(good)
        #expect(try connection.isInRecovery() == false)
        let error = Self.error(server.databaseURL(user: "careful", password: "verywrong"))
        #expect(
            error
                == SQLError(.cannotOpen, sqlState: "28P01", message: "the server refused the user's password")
        )
    }

    @Test(arguments: [
        "postgres://user:hunter2@[::1/db", "postgres://user:hunter2@host/db?no=such", "postgres://user:hunter2@@/db",
        "postgres://user:x@hunter2@host/db", "postgres://user:hunter2@nowhere.invalid/db", "hunter2",
        "postgres://user:hunter2@127.0.0.1:1/db", "host='hunter2", "postgres://user:hunter2/db",
    ])
    func noErrorQuotesTheURL(url: String) throws {
        let error = try #require(Self.error(url))
        #expect(error.code == .cannotOpen)
        #expect(!error.description.contains("hunter2"), "\(error)")
        #expect(!error.message.isEmpty)
        #expect(!"\(PostgreSQLConfiguration(url: url))".contains("hunter2"))
        var dumped = ""
        dump(PostgreSQLConfiguration(url: url), to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test func aDatabaseThatIsNotThereIsNamedAsSuch() throws {
        let error = Self.error(try PostgreSQLServer.shared.databaseURL(database: "nowhere"))
        #expect(error?.code == .cannotOpen && error?.sqlState == "3D000")
    }

    @Test func aServerThatOnlyReadsIsRefusedWhenWritesAreNeeded() throws {
        let database = try TestDatabase()
        try database.server.execute("ALTER DATABASE \(database.name) SET default_transaction_read_only = on")
        var connection = try database.connect()
        let error = failure { () throws(SQLError) in try connection.run("CREATE TABLE t ()") }
        #expect(error?.code == .readOnly && error?.sqlState == "25006")
        #expect(Self.error(database.server.databaseURL(database: database.name), mustWrite: true)?.code == .cannotOpen)
    }

    @Test func oneConnectionTooManyIsRefused() throws {
        var settings = PostgreSQLServer.Settings()
        settings.connectionLimit = 8
        settings.values = ["superuser_reserved_connections": "2", "max_wal_senders": "0"]
        let server = try PostgreSQLServer(settings)
        try server.execute("CREATE ROLE guest LOGIN")
        let url = server.databaseURL(user: "guest")
        let configuration = PostgreSQLConfiguration(url: url)
        let pool = ReaderPool("wg-test", Self.limits(6)) { () throws(SQLError) -> PostgreSQLConnection in
            try .open(configuration)
        }
        defer { pool.stop() }
        let deadline = ContinuousClock.now + .seconds(10)
        while pool.figures.connected < 6, ContinuousClock.now < deadline { usleep(1_000) }
        #expect(pool.figures.connected == 6)
        let error = Self.error(url)
        #expect(error?.code == .tooManyConnections && error?.sqlState == "53300")
    }

    @Test func nobodyAnswering() throws {
        // 192.0.2.0/24 is documentation's own (RFC 5737): packets to it are lost, or refused by the first router.
        let start = ContinuousClock.now
        let error = Self.error("postgres://u@192.0.2.1/db", connectSeconds: 1)
        #expect(error?.code == .cannotOpen)
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    static func limits(_ size: Int) -> ReaderPoolLimits {
        var limits = ReaderPoolLimits()
        limits.size = size
        return limits
    }

    static func error(_ url: String, connectSeconds: Int = 5, mustWrite: Bool = false) -> SQLError? {
        var configuration = PostgreSQLConfiguration(url: url)
        configuration.connectSeconds = connectSeconds
        configuration.mustWrite = mustWrite
        return failure { () throws(SQLError) in _ = try PostgreSQLConnection.open(configuration) }
    }
}
