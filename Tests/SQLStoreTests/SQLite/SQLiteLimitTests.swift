import SQLStore
import Testing

/// Values as long as they may be, and one byte longer.
@Suite struct SQLiteLimitTests {
    let database = TemporaryDatabase()

    /// Below and above the length from which SQLite copies values.
    @Test(arguments: [100, 65_536, 65_537, 200_000])
    func aValueAtTheLimitPassesAndOneAboveDoesNot(limit: Int) throws {
        let connection = try self.database.connect { $0.valueLimitBytes = Int32(limit) }
        for isText in [true, false] {
            var statement = try connection.prepare("SELECT length(?1)", name: "length")
            Self.write(limit, isText, to: &statement)
            let hasRow = try statement.step()
            #expect(hasRow)
            let length = statement.int64()
            #expect(length == Int64(limit))
            statement.reset()
            Self.write(limit + 1, isText, to: &statement)
            let failed = failure { () throws(SQLError) in _ = try statement.step() }
            #expect(failed?.code == .misuse)
            #expect(failed?.sqlState == "18")
        }
    }

    @Test func aRowAtTheLimitPassesAndOneAboveDoesNot() throws {
        let connection = try self.database.connect { $0.valueLimitBytes = 1_000 }
        try connection.execute("CREATE TABLE t(a BLOB) STRICT")
        var statement = try connection.prepare("INSERT INTO t VALUES (?1)")
        // A header of its length, the type in two bytes: 3.
        statement.bytes(Array(repeating: 1, count: 997))
        try statement.run()
        statement.bytes(Array(repeating: 1, count: 998))
        let failed = failure { () throws(SQLError) in try statement.run() }
        #expect(failed?.code == .misuse)
        #expect(failed?.sqlState == "18")
    }

    @Test func theLastIDIsAQueryAndTheNextIsOurBug() async throws {
        let connection = try self.database.connect { $0.queryCount = 2 }
        let value = try connection.withStatement(SQLiteQuery(id: 1, name: "one", sql: "SELECT 1")) {
            statement throws(SQLError) in
            try statement.step() ? statement.int64() : 0
        }
        #expect(value == 1)
        await #expect(processExitsWith: .failure) { [path = self.database.path as String] in
            var configuration = SQLiteConfiguration(path: path)
            configuration.queryCount = 2
            let connection = try SQLiteConnection(configuration)
            do throws(SQLError) {
                try connection.withStatement(SQLiteQuery(id: 2, name: "two", sql: "SELECT 2")) { _ in }
            } catch {
                return
            }
        }
    }

    private static func write(_ count: Int, _ isText: Bool, to statement: inout SQLiteStatement) {
        if isText {
            statement.text(String(repeating: "a", count: count))
        } else {
            statement.bytes(Array(repeating: 0, count: count))
        }
    }
}
