import SQLStore
import Testing

/// Statements that are kept.
@Suite struct SQLiteQueryTests {
    static let insert = SQLiteQuery(id: 0, name: "insert", sql: "INSERT INTO t VALUES (?1)")
    static let list = SQLiteQuery(id: 1, name: "list", sql: "SELECT a FROM t ORDER BY a")

    let database = TemporaryDatabase()

    @Test func aKeptStatementCanBeUsedAgainAndInsideAnother() throws {
        let connection = try self.connection()
        for value in 1...3 {
            try connection.withStatement(Self.insert) { statement throws(SQLError) in
                statement.int64(Int64(value))
                try statement.run()
            }
        }
        var found: [Int64] = []
        try connection.withStatement(Self.list) { list throws(SQLError) in
            while try list.step() {
                let value = list.int64()
                found.append(value)
                if value > 3 { continue }
                try connection.withStatement(Self.insert) { insert throws(SQLError) in
                    insert.int64(value + 10)
                    try insert.run()
                }
            }
        }
        #expect(found == [1, 2, 3, 11, 12, 13])
    }

    @Test func aStatementLeftAmongItsRowsStartsAnew() throws {
        let connection = try self.connection()
        try connection.execute("INSERT INTO t VALUES (1), (2)")
        for _ in 0..<3 {
            let first = try connection.withStatement(Self.list) { list throws(SQLError) in
                try list.step() ? list.int64() : 0
            }
            #expect(first == 1)
        }
        // An unfinished reader would keep the WAL from being emptied.
        let checkpoint = try connection.checkpoint(.truncate)
        #expect(!checkpoint.isBusy)
    }

    @Test func aColumnReadWronglyIsThrownAtTheEnd() throws {
        let connection = try self.connection()
        try connection.execute("INSERT INTO t VALUES (70000)")
        let failed = failure { () throws(SQLError) in
            _ = try connection.withStatement(Self.list) { list throws(SQLError) in
                try list.step() ? list.int16() : 0
            }
        }
        #expect(failed?.message == "column 1: a number of more than 16 bits")
        #expect(failed?.statement == "list")
        let again = try connection.withStatement(Self.list) { list throws(SQLError) in
            try list.step() ? list.int32() : 0
        }
        #expect(again == 70_000)
    }

    @Test func aQueryThatIsNoSQLFailsEachTime() throws {
        let connection = try self.connection()
        for _ in 0..<2 {
            let failed = failure { () throws(SQLError) in
                try connection.withStatement(SQLiteQuery(id: 5, name: "bad", sql: "SELECT FROM")) { _ in }
            }
            #expect(failed?.code == .misuse)
            #expect(failed?.statement == "bad")
        }
    }

    @Test func aKeptStatementOutlivesAChangeOfTheSchema() throws {
        let connection = try self.connection()
        try connection.withStatement(Self.insert) { statement throws(SQLError) in
            statement.int64(1)
            try statement.run()
        }
        try connection.execute("CREATE INDEX i ON t(a)")
        try connection.withStatement(Self.insert) { statement throws(SQLError) in
            statement.int64(2)
            try statement.run()
        }
        let count = try connection.integer("SELECT count(*) FROM t INDEXED BY i WHERE a > 0")
        #expect(count == 2)
    }

    @Test func oneQueryTwiceAtOnceTraps() async {
        await #expect(processExitsWith: .failure) { [path = self.database.path as String] in
            var configuration = SQLiteConfiguration(path: path)
            configuration.mayCreate = true
            let connection = try SQLiteConnection(configuration)
            let query = SQLiteQuery(id: 0, name: "one", sql: "SELECT 1")
            do throws(SQLError) {
                try connection.withStatement(query) { _ throws(SQLError) in
                    try connection.withStatement(query) { _ in }
                }
            } catch {
                return
            }
        }
    }

    @Test func twoQueriesOfOneIDTrap() async {
        await #expect(processExitsWith: .failure) { [path = self.database.path as String] in
            var configuration = SQLiteConfiguration(path: path)
            configuration.mayCreate = true
            let connection = try SQLiteConnection(configuration)
            do throws(SQLError) {
                try connection.withStatement(SQLiteQuery(id: 0, name: "one", sql: "SELECT 1")) { _ in }
                try connection.withStatement(SQLiteQuery(id: 0, name: "two", sql: "SELECT 2")) { _ in }
            } catch {
                return
            }
        }
    }

    private func connection() throws(SQLError) -> SQLiteConnection {
        let connection = try self.database.connect()
        try connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY) STRICT")
        return connection
    }
}
