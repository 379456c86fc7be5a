import SQLStore
import TestKit
import Testing

/// Values on their way to the server and back.
@Suite(.timeLimit(.minutes(15))) struct PostgreSQLValueTests {
    static let select = PostgreSQLStatement("SELECT a, b, c, d, e, f, g FROM t ORDER BY n")
    static let insertRow = PostgreSQLStatement(
        "INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values: [.int64] + TestRow.types
    )
    static let insertRows = PostgreSQLStatement(
        "INSERT INTO t SELECT * FROM unnest($1::int8[], $2::int2[], $3::int4[], $4::int8[], $5::bool[], $6::uuid[], "
            + "$7::bytea[], $8::text[])",
        columns: [.int64] + TestRow.types
    )

    static func rows(_ connection: inout PostgreSQLConnection) throws -> [TestRow] {
        try connection.send(Self.select)
        var results = try connection.sync()
        var rows = results.next()
        var found: [TestRow] = []
        while rows.next() { found.append(TestRow(reading: &rows)) }
        try rows.check()
        #expect(rows.count == found.count)
        return found
    }

    @Test(arguments: [UInt64.random(in: 0...UInt64.max), 1])
    func singleValuesComeBackAsTheyWere(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let database = try TestDatabase(schema: TestRow.table)
        var connection = try database.connect()
        let sent = (0..<200).map { _ in TestRow(&generator) }
        var values = PostgreSQLValues()
        for (number, row) in sent.enumerated() {
            values.removeAll()
            values.int64(Int64(number))
            row.write(to: &values)
            try connection.send(Self.insertRow, values)
        }
        var results = try connection.sync()
        #expect(results.count == 200)
        let affected = results.next().affected
        #expect(affected == 1)
        #expect(try Self.rows(&connection) == sent, "seed \(seed)")
    }

    @Test(arguments: [UInt64.random(in: 0...UInt64.max), 2])
    func arraysOfTenThousandRowsComeBackAsTheyWere(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let database = try TestDatabase(schema: TestRow.table)
        var connection = try database.connect()
        var columns = ArrayColumns([.int64] + TestRow.types)
        for count in [10_000, 0, 1] {
            let sent = (0..<count).map { _ in TestRow(&generator) }
            columns.removeAll()
            for (number, row) in sent.enumerated() {
                columns.int64(Int64(number))
                row.write(to: &columns)
            }
            try connection.run("TRUNCATE t")
            try connection.send(Self.insertRows, columns: columns)
            var results = try connection.sync()
            let affected = results.next().affected
            #expect(affected == count)
            #expect(try Self.rows(&connection) == sent, "seed \(seed)")
        }
    }

    @Test func theServerSeesTheSameValues() throws {
        let database = try TestDatabase(schema: TestRow.table)
        var connection = try database.connect()
        var values = PostgreSQLValues()
        values.int64(1)
        values.int16(-2)
        values.int32(3)
        values.int64(-4)
        values.bool(true)
        values.uuid(SQLUUID(high: 0x0189_0A5D_AC96_774B, low: 0xBCCE_B302_099A_8057))
        values.bytes([0, 255])
        values.text("ß|")
        try connection.send(Self.insertRow, values)
        _ = try connection.sync()
        let expected = "1|-2|3|-4|t|01890a5d-ac96-774b-bcce-b302099a8057|\\x00ff|ß|"
        #expect(try database.query("SELECT * FROM t") == expected)
    }

    @Test func mixedValuesAndArraysAreNumberedInOrder() throws {
        let database = try TestDatabase()
        var connection = try database.connect()
        let statement = PostgreSQLStatement(
            "SELECT sum(x * $1)::int8 FROM unnest($2::int8[]) x",
            values: [.int64],
            columns: [.int64]
        )
        var values = PostgreSQLValues()
        values.int64(10)
        var columns = ArrayColumns([.int64])
        for number in 1...4 { columns.int64(Int64(number)) }
        try connection.send(statement, values, columns)
        var results = try connection.sync()
        var rows = results.next()
        #expect(isTrue(rows.next()))
        let sum = rows.int64()
        #expect(sum == 100)
    }

    @Test func textWithNULIsRefusedBeforeItIsSent() throws {
        let database = try TestDatabase(schema: TestRow.table)
        var connection = try database.connect()
        var columns = ArrayColumns([.int64] + TestRow.types)
        columns.int64(1)
        TestRow(text: "a\0b").write(to: &columns)
        let error = failure { () throws(SQLError) in try connection.send(Self.insertRows, columns: columns) }
        #expect(error?.code == .misuse)
        #expect(error?.statement == Self.insertRows.name)
        columns.removeAll()
        columns.int64(1)
        TestRow(text: "ab").write(to: &columns)
        try connection.send(Self.insertRows, columns: columns)
        _ = try connection.sync()
        #expect(try Self.rows(&connection) == [TestRow(text: "ab")])
    }

    @Test func readingAnotherTypeIsNoticedOnce() throws {
        var connection = try TestDatabase().connect()
        try connection.send(PostgreSQLStatement("SELECT 1::int4, NULL::int8"))
        var results = try connection.sync()
        var rows = results.next()
        #expect(isTrue(rows.next()))
        let wrong = rows.int64()
        #expect(wrong == 0)
        let null = rows.int64()
        #expect(null == 0)
        #expect(rows.failure?.message == "column 0 is of type 23, not int64")
        #expect(throws: SQLError.self) { try rows.check() }
    }

    @Test func oneColumnTooManyIsNoticed() throws {
        var connection = try TestDatabase().connect()
        try connection.send(PostgreSQLStatement("SELECT 1::int4"))
        var results = try connection.sync()
        var rows = results.next()
        #expect(isTrue(rows.next()))
        let one = rows.int32()
        #expect(one == 1 && rows.failure == nil)
        let isNull = rows.isNull()
        #expect(!isNull)
        _ = rows.int32()
        #expect(rows.failure?.code == .misuse)
    }

    @Test func nullWhereAValueIsReadIsNoticed() throws {
        var connection = try TestDatabase().connect()
        try connection.send(PostgreSQLStatement("SELECT NULL::uuid"))
        var results = try connection.sync()
        var rows = results.next()
        #expect(isTrue(rows.next()))
        let value = rows.uuid()
        #expect(value == .zero && rows.failure?.message == "column 0 is NULL")
    }
}
