import SQLStore
import TestKit
import Testing

/// The pool with real connections.
@Suite(.timeLimit(.minutes(15))) struct PostgreSQLReaderTests {
    static let schema = """
        CREATE TABLE note (owner uuid, body text);
        INSERT INTO note VALUES ('01890a5d-ac96-774b-bcce-b302099a8057', 'mine'), (gen_random_uuid(), 'not mine');
        ALTER TABLE note ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON note USING
            (owner = (SELECT nullif(current_setting('app.principal', true), '')::uuid));
        DO $$ BEGIN CREATE ROLE wg_test_api NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT SELECT, INSERT ON note TO wg_test_api;
        """
    static let owner = SQLUUID(high: 0x0189_0A5D_AC96_774B, low: 0xBCCE_B302_099A_8057)
    static let select = PostgreSQLStatement("SELECT body, current_setting('app.role') FROM note")

    @Test func readsSeeThePrincipalsRowsOnly() async throws {
        let database = try TestDatabase(schema: Self.schema)
        var configuration = database.configuration
        configuration.role = "wg_test_api"
        let pool = ReaderPool("wg-test") { [configuration] () throws(SQLError) -> PostgreSQLConnection in
            try .open(configuration)
        }
        defer { pool.stop() }
        for _ in 0..<20 {
            let mine = try await pool.read { connection throws(SQLError) in
                try Self.notes(of: Self.owner, &connection)
            }
            #expect(mine == ["mine for member"])
            let nobodys = try await pool.read { connection throws(SQLError) in try Self.notes(of: nil, &connection) }
            #expect(nobodys.isEmpty)
            // Set for the transaction only: nothing of it is left for the next read.
            let unset = try await pool.read { connection throws(SQLError) in
                try connection.number("SELECT count(*) FROM note")
            }
            #expect(unset == 0)
        }
    }

    @Test func readsDoNotWrite() async throws {
        let database = try TestDatabase(schema: Self.schema)
        let configuration = database.configuration
        let pool = ReaderPool("wg-test") { () throws(SQLError) -> PostgreSQLConnection in try .open(configuration) }
        defer { pool.stop() }
        let error = await #expect(throws: SQLError.self) {
            try await pool.read { connection throws(SQLError) in
                try connection.beginRead(principal: nil, role: "")
                try connection.run("INSERT INTO note VALUES (NULL, 'x')")
            }
        }
        #expect(error?.code == .readOnly)
        #expect(try await pool.read { connection throws(SQLError) in try connection.number("SELECT 1::int8") } == 1)
    }

    @Test func readsGoOnAfterTheServerWasRestarted() async throws {
        let server = try PostgreSQLServer()
        let configuration = PostgreSQLConfiguration(url: server.databaseURL())
        let pool = ReaderPool("wg-test") { () throws(SQLError) -> PostgreSQLConnection in try .open(configuration) }
        defer { pool.stop() }
        for how in [PostgreSQLServer.Stop.fast, .kill] {
            #expect(try await pool.read { connection throws(SQLError) in try connection.number("SELECT 1::int8") } == 1)
            try server.restart(how)
        }
        for _ in 0..<8 {
            #expect(try await pool.read { connection throws(SQLError) in try connection.number("SELECT 1::int8") } == 1)
        }
    }

    private static func notes(
        of principal: SQLUUID?,
        _ connection: inout PostgreSQLConnection
    ) throws(SQLError) -> [String] {
        try connection.beginRead(principal: principal, role: "member")
        try connection.send(Self.select)
        var results = try connection.sync()
        var rows = results.next()
        var notes: [String] = []
        while rows.next() { notes.append(rows.text() + " for " + rows.text()) }
        try rows.check()
        return notes
    }
}
