import SQLStore
import TestKit
import Testing

/// Several statements in one trip.
@Suite(.timeLimit(.minutes(15))) struct PostgreSQLPipelineTests {
    static let accounts = "CREATE TABLE account (id int8 PRIMARY KEY, balance int8 CHECK (balance >= 0))"
    static let insert = PostgreSQLStatement(
        "account_insert",
        "INSERT INTO account SELECT * FROM unnest($1::int8[], $2::int8[])",
        columns: [.int64, .int64]
    )
    static let lock = PostgreSQLStatement(
        "account_lock",
        "SELECT id, balance FROM account WHERE id = ANY($1) ORDER BY id FOR UPDATE",
        columns: [.int64]
    )
    static let update = PostgreSQLStatement(
        "account_update",
        "UPDATE account SET balance = n.balance FROM unnest($1::int8[], $2::int8[]) AS n (id, balance) "
            + "WHERE account.id = n.id",
        columns: [.int64, .int64]
    )

    @Test func aBatchTakesThreeTrips() throws {
        let database = try TestDatabase(schema: Self.accounts)
        var connection = try database.connect()
        var rows = ArrayColumns([.int64, .int64])
        var ids = ArrayColumns([.int64])
        for id in 1...1_000 {
            rows.int64(Int64(id))
            rows.int64(100)
            ids.int64(Int64(1_001 - id))
        }
        try connection.send(.begin)
        try connection.send(Self.insert, columns: rows)
        var first = try connection.sync()
        let answers = first.count
        #expect(answers == 2)
        _ = first.next()
        let inserted = first.next().affected
        #expect(inserted == 1_000)
        #expect(isTrue(connection.isInTransaction))

        try connection.send(Self.lock, columns: ids)
        var second = try connection.sync()
        var locked = second.next()
        rows.removeAll()
        while locked.next() {
            rows.int64(locked.int64())
            rows.int64(locked.int64() + 1)
        }
        try locked.check()

        try connection.send(Self.update, columns: rows)
        try connection.send(.commit)
        #expect(isTrue(connection.commitWasSent))
        _ = try connection.sync()
        #expect(isTrue(!connection.commitWasSent))
        #expect(isTrue(!connection.isInTransaction))
        #expect(try database.query("SELECT count(*), min(balance), max(balance) FROM account") == "1000|101|101")
    }

    @Test func anErrorInTheMiddleEndsTheTripAndNothingElse() throws {
        let database = try TestDatabase(schema: Self.accounts)
        var connection = try database.connect()
        try connection.send(.begin)
        try connection.send(PostgreSQLStatement("one", "INSERT INTO account VALUES (1, 5)"))
        try connection.send(PostgreSQLStatement("two", "INSERT INTO account VALUES (2, -5)"))
        try connection.send(PostgreSQLStatement("three", "INSERT INTO account VALUES (1, 5)"))
        try connection.send(.commit)
        let error = failure { () throws(SQLError) in _ = try connection.sync() }
        #expect(error?.code == .checkViolation)
        #expect(error?.sqlState == "23514")
        #expect(error?.statement == "two")
        #expect(!connection.commitWasSent && !connection.isBroken && connection.isInTransaction)
        try connection.rollback()
        #expect(isTrue(!connection.isInTransaction))
        // What was not prepared in the trip that failed is prepared now.
        try connection.run([
            .begin, PostgreSQLStatement("three", "INSERT INTO account VALUES (1, 5)"), .commit,
        ])
        #expect(try database.query("SELECT * FROM account") == "1|5")
    }

    @Test func aStatementThatCannotBePreparedMayBeSentAgain() throws {
        let database = try TestDatabase()
        var connection = try database.connect()
        let read = PostgreSQLStatement("read", "SELECT count(*) FROM later")
        let error = failure { () throws(SQLError) in try connection.run([read, .begin]) }
        #expect(error?.sqlState == "42P01" && error?.code == .misuse && error?.statement == "read")
        try connection.run("CREATE TABLE later ()")
        try connection.run([read, .begin, .rollback])
    }

    @Test func committingAFailedTransactionIsAnError() throws {
        let database = try TestDatabase(schema: Self.accounts)
        var connection = try database.connect()
        try connection.run([.begin])
        _ = failure { () throws(SQLError) in try connection.run("INSERT INTO account VALUES (1, -1)") }
        let error = failure { () throws(SQLError) in try connection.run([.commit]) }
        #expect(error?.sqlState == "25P02" && error?.statement == "commit")
        #expect(!connection.commitWasSent && !connection.isInTransaction)
    }

    /// Both sides' buffers are full: the one who does not read while it writes would wait for ever.
    @Test func muchInBothDirectionsDoesNotBlock() throws {
        var connection = try TestDatabase().connect()
        let echo = PostgreSQLStatement("echo", "SELECT $1", values: [.bytes])
        var values = PostgreSQLValues()
        values.bytes([UInt8](repeating: 7, count: 1_000_000))
        for _ in 0..<60 { try connection.send(echo, values) }
        var results = try connection.sync()
        for _ in 0..<60 {
            var rows = results.next()
            #expect(isTrue(rows.next()))
            let count = rows.bytes().count
            #expect(count == 1_000_000)
        }
    }

    @Test func rollbackThrowsAwayWhatWasSent() throws {
        let database = try TestDatabase(schema: Self.accounts)
        var connection = try database.connect()
        try connection.send(.begin)
        try connection.send(PostgreSQLStatement("one", "INSERT INTO account VALUES (1, 5)"))
        try connection.rollback()
        #expect(isTrue(!connection.isInTransaction))
        #expect(try connection.number("SELECT count(*) FROM account") == 0)
    }

    @Test func errorsDoNotShowValues() throws {
        let database = try TestDatabase(schema: "CREATE TABLE person (name text PRIMARY KEY, age int4)")
        var connection = try database.connect()
        let insert = PostgreSQLStatement("person_insert", "INSERT INTO person VALUES ($1, 3)", values: [.text])
        let cast = PostgreSQLStatement("person_age", "SELECT $1::text::int4", values: [.text])
        var values = PostgreSQLValues()
        values.text("Ada Lovelace")
        try connection.send(insert, values)
        _ = try connection.sync()
        for (statement, code) in [(insert, SQLError.Code.uniqueViolation), (cast, .misuse)] {
            try connection.send(statement, values)
            let error = failure { () throws(SQLError) in _ = try connection.sync() }
            #expect(error?.code == code)
            #expect(error?.description.contains("Ada") == false)
            #expect(error?.message.isEmpty == false)
        }
    }
}
