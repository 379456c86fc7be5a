import SQLStore
import Testing

/// Mistakes in writing and reading rows.
@Suite struct SQLiteStatementTests {
    let database = TemporaryDatabase()

    @Test func aParameterTooFewOrTooManyIsRefused() throws {
        let connection = try self.connection()
        var statement = try connection.prepare("INSERT INTO t VALUES (?1, ?2)", name: "insert t")
        statement.int64(1)
        let few = Self.runFailure(&statement)
        #expect(few == SQLError(.misuse, message: "1 of 2 parameters written", statement: "insert t"))
        for number in 1...3 { statement.int64(Int64(number)) }
        let many = Self.runFailure(&statement)
        #expect(many?.code == .misuse)
        #expect(many?.sqlState == "25")
        let count = try connection.integer("SELECT count(*) FROM t")
        #expect(count == 0)
    }

    @Test func theNextRowAfterARefusedOneIsStored() throws {
        let connection = try self.connection()
        var statement = try connection.prepare("INSERT INTO t VALUES (?1, ?2)")
        statement.int64(1)
        statement.text("a\u{0}b")
        let refused = Self.runFailure(&statement)
        #expect(refused == SQLError(.misuse, message: "parameter 2: text with a NUL character"))
        statement.int64(2)
        statement.text("b")
        try statement.run()
        let sum = try connection.integer("SELECT sum(a) FROM t")
        #expect(sum == 2)
    }

    @Test func parametersNeverComeFromTheRowBefore() throws {
        let connection = try self.connection()
        var statement = try connection.prepare("INSERT INTO t VALUES (?1, ?2)")
        statement.int64(1)
        statement.text(String(repeating: "long ", count: 1_000))
        try statement.run()
        statement.null(.int64)
        statement.text("")
        try statement.run()
        var read = try connection.prepare("SELECT a, b FROM t ORDER BY rowid DESC")
        let hasRow = try read.step()
        #expect(hasRow)
        let number = read.optionalInt64()
        let text = read.optionalText()
        #expect(number == nil)
        #expect(text == "")
    }

    /// Each makes reading the one column of a row fail.
    @Test(arguments: [
        ("1", SQLType.text, "column 1: INTEGER, not TEXT"), ("'1'", .int64, "column 1: TEXT, not INTEGER"),
        ("1.0", .int64, "column 1: REAL, not INTEGER"), ("x'00'", .text, "column 1: BLOB, not TEXT"),
        ("'a'", .bytes, "column 1: TEXT, not BLOB"), ("32768", .int16, "column 1: a number of more than 16 bits"),
        ("-32769", .int16, "column 1: a number of more than 16 bits"),
        ("2147483648", .int32, "column 1: a number of more than 32 bits"), ("2", .bool, "column 1: 2 is no boolean"),
        ("-1", .bool, "column 1: -1 is no boolean"), ("zeroblob(15)", .uuid, "column 1: 15 bytes are no UUID"),
        ("zeroblob(17)", .uuid, "column 1: 17 bytes are no UUID"), ("x''", .uuid, "column 1: 0 bytes are no UUID"),
    ])
    func aWrongColumnIsFoundAtTheNextStep(sql: String, type: SQLType, message: String) throws {
        let connection = try self.connection()
        var statement = try connection.prepare("SELECT \(sql) UNION ALL SELECT 1", name: "select")
        let hasRow = try statement.step()
        #expect(hasRow)
        _ = Column.read(type, from: &statement)
        let failed = failure { () throws(SQLError) in _ = try statement.step() }
        #expect(failed == SQLError(.misuse, message: message, statement: "select"))
    }

    @Test(arguments: SQLType.allCases)
    func nullIsNoValue(type: SQLType) throws {
        let connection = try self.connection()
        var statement = try connection.prepare("SELECT NULL")
        let hasRow = try statement.step()
        #expect(hasRow)
        switch type {
        case .int16: _ = statement.int16()
        case .int32: _ = statement.int32()
        case .int64: _ = statement.int64()
        case .bool: _ = statement.bool()
        case .uuid: _ = statement.uuid()
        case .bytes: _ = statement.bytes()
        case .text: _ = statement.text()
        }
        let failure = statement.failure
        #expect(failure?.code == .misuse)
        #expect(failure?.message.contains("NULL, not") == true)
    }

    @Test func aColumnTooManyIsRefused() throws {
        let connection = try self.connection()
        var statement = try connection.prepare("SELECT 1, NULL")
        let early = statement.optionalInt64()
        #expect(early == 0)
        let before = statement.failure
        #expect(before?.message == "column 1 of 0")
        statement.reset()
        let hasRow = try statement.step()
        #expect(hasRow)
        _ = statement.int64()
        let nothing = statement.optionalInt64()
        #expect(nothing == nil)
        let none = statement.failure
        #expect(none == nil)
        _ = statement.optionalInt64()
        let past = statement.failure
        #expect(past?.message == "column 3 of 2")
    }

    @Test func textThatIsNoUTF8IsDamage() throws {
        let connection = try self.connection()
        var statement = try connection.prepare("SELECT CAST(x'C3' AS TEXT)")
        let hasRow = try statement.step()
        #expect(hasRow)
        _ = statement.text()
        let failed = statement.failure
        #expect(failed?.code == .corrupt)
    }

    @Test(arguments: [
        "", "  \n", "-- nothing", "SELECT 1; SELECT 2", "SELEC 1", "SELECT \"no such column\"", "SELECT ?1 FROM x",
    ])
    func wrongSQLIsRefused(sql: String) throws {
        let connection = try self.connection()
        let failed = failure { () throws(SQLError) in _ = try connection.prepare(sql) }
        #expect(failed?.code == .misuse)
    }

    @Test func oneStatementMayEndInASemicolon() throws {
        let connection = try self.connection()
        let value = try connection.integer("SELECT 5;\n")
        #expect(value == 5)
    }

    @Test func runRefusesRows() throws {
        let connection = try self.connection()
        var statement = try connection.prepare("SELECT 1", name: "one")
        let failed = Self.runFailure(&statement)
        #expect(failed == SQLError(.misuse, message: "answers rows", statement: "one"))
        let hasRow = try statement.step()
        #expect(hasRow)
    }

    @Test func aParameterAmongRowsTraps() async {
        await #expect(processExitsWith: .failure) { [path = self.database.path as String] in
            var configuration = SQLiteConfiguration(path: path)
            configuration.mayCreate = true
            let connection = try SQLiteConnection(configuration)
            var statement = try connection.prepare("SELECT ?1")
            statement.int64(1)
            guard try statement.step() else { return }
            statement.int64(2)
        }
    }

    @Test func resetMakesReadyForTheNextParameters() throws {
        let connection = try self.connection()
        var statement = try connection.prepare("SELECT ?1 UNION ALL SELECT 2")
        for value in 7...9 {
            statement.int32(Int32(value))
            let hasRow = try statement.step()
            #expect(hasRow)
            let found = statement.int32()
            #expect(found == Int32(value))
            statement.reset()
        }
    }

    private func connection() throws(SQLError) -> SQLiteConnection {
        let connection = try self.database.connect()
        try connection.execute("CREATE TABLE t(a INTEGER, b TEXT) STRICT")
        return connection
    }

    private static func runFailure(_ statement: inout SQLiteStatement) -> SQLError? {
        do throws(SQLError) {
            try statement.run()
            return nil
        } catch {
            return error
        }
    }
}
