import SQLStore
import TestKit
import Testing

/// What is written comes back, whatever the types.
@Suite struct SQLiteRoundTripTests {
    let database = TemporaryDatabase()

    @Test func randomRowsComeBack() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let connection = try self.database.connect()
        for table in 0..<10 {
            let types = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                SQLType.allCases.randomElement(using: &generator) ?? .text
            }
            let rows = (0..<50).map { _ in types.map { Column.random($0, using: &generator) } }
            try Self.create("t\(table)", types, in: connection)
            try Self.insert(rows, "t\(table)", in: connection)
            let found = try Self.rows(of: types, "t\(table)", in: connection)
            #expect(found == rows, "seed \(seed)")
        }
    }

    @Test(arguments: [
        Column.int16(.min), .int16(.max), .int32(.min), .int32(.max), .int64(.min), .int64(.max), .bool(true),
        .bool(false), .uuid(.zero), .uuid(SQLUUID(high: .max, low: .max)), .bytes([]), .bytes([0]), .text(""),
        .text(String(repeating: "é", count: 32_768)), .text(String(repeating: "a", count: 65_537)),
        .bytes(Array(repeating: 0, count: 65_536)), .bytes(Array(repeating: 1, count: 65_537)),
    ])
    func theEdgesOfEachTypeComeBack(value: Column) throws {
        let connection = try self.database.connect()
        try Self.create("t", [value.type], in: connection)
        try Self.insert([[value], [.null(value.type)]], "t", in: connection)
        let found = try Self.rows(of: [value.type], "t", in: connection)
        #expect(found == [[value], [.null(value.type)]])
        let nulls = try connection.integer("SELECT count(*) FROM t WHERE c0 IS NULL")
        #expect(nulls == 1)
    }

    @Test func whatWasWrittenIsInTheFile() throws {
        do {
            let connection = try self.database.connect()
            try Self.create("t", [.int64, .text], in: connection)
            try Self.insert([[.int64(7), .text("seven")]], "t", in: connection)
        }
        let connection = try self.database.connect { $0.mode = .readOnly }
        let found = try Self.rows(of: [.int64, .text], "t", in: connection)
        #expect(found == [[.int64(7), .text("seven")]])
        #expect(self.database.size("-wal") <= 0)
    }

    private static func create(
        _ table: String,
        _ types: [SQLType],
        in connection: borrowing SQLiteConnection
    ) throws(SQLError) {
        let columns = types.enumerated().map { "c\($0.offset) \(Self.name($0.element))" }.joined(separator: ", ")
        try connection.execute("CREATE TABLE \(table)(number INTEGER PRIMARY KEY, \(columns)) STRICT")
    }

    private static func insert(
        _ rows: [[Column]],
        _ table: String,
        in connection: borrowing SQLiteConnection
    ) throws(SQLError) {
        let marks = (1...(rows.first?.count ?? 0)).map { "?\($0)" }.joined(separator: ", ")
        var statement = try connection.prepare("INSERT INTO \(table) VALUES (NULL, \(marks))")
        for row in rows {
            for column in row { column.write(to: &statement) }
            try statement.run()
        }
    }

    private static func rows(
        of types: [SQLType],
        _ table: String,
        in connection: borrowing SQLiteConnection
    ) throws(SQLError) -> [[Column]] {
        let columns = types.indices.map { "c\($0)" }.joined(separator: ", ")
        var statement = try connection.prepare("SELECT \(columns) FROM \(table) ORDER BY number")
        var rows: [[Column]] = []
        while try statement.step() { rows.append(types.map { Column.read($0, from: &statement) }) }
        return rows
    }

    private static func name(_ type: SQLType) -> String {
        switch type {
        case .int16, .int32, .int64, .bool: "INTEGER"
        case .uuid, .bytes: "BLOB"
        case .text: "TEXT"
        }
    }
}
