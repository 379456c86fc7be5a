import EngineCore
import SQLStore
import Testing

/// A column as SQLite describes it.
private struct FoundColumn: QueryRow {
    let text: String

    init(from columns: inout some ColumnReader & ~Copyable) {
        let name = columns.text()
        let type = columns.text()
        let isRequired = columns.int64() == 1
        let place = columns.int64()
        // A key that is the rowid cannot be NULL and need not say so.
        self.text = "\(name) \(type) \(isRequired || place > 0 ? "NOT NULL" : "NULL") \(place > 0 ? "KEY" : "")"
    }
}

@Suite("The schema of SQLite") struct SQLiteSchemaTests {
    private let file = SQLiteFile()

    private static func type(_ type: SQLType) -> String {
        switch type {
        case .int16, .int32, .int64, .bool: "INTEGER"
        case .uuid, .bytes: "BLOB"
        case .text: "TEXT"
        }
    }

    @Test("every row the engine knows has exactly the columns of its table") func tables() throws {
        var connection = try self.file.open()
        #expect(try Migrator.migrate(&connection, now: 5) == .upToDate)
        for table in TableNames.all {
            let found = try connection.ask(
                "SELECT name, type, \"notnull\", pk FROM pragma_table_info('\(table.name)') ORDER BY cid",
                as: FoundColumn.self
            )
            let expected = table.columns.map {
                "\($0.name) \(Self.type($0.type)) \($0.isNullable ? "NULL" : "NOT NULL") \($0.isKey ? "KEY" : "")"
            }
            #expect(found.map(\.text) == expected, "\(table.name)")
        }
        let names = try connection.ask(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
            as: NameRow.self
        ).map(\.name)
        #expect(names == TableNames.all.map(\.name).sorted())
    }

    @Test("migrating twice does nothing the second time, and a fresh chain has its head") func twice() throws {
        var connection = try self.file.open()
        var steps: [MigrationStep] = []
        #expect(try Migrator.plan(of: &connection).steps.map(\.number) == [1])
        #expect(try Migrator.migrate(&connection, now: 5) { steps.append($0) } == .upToDate)
        #expect(steps.map(\.name) == ["engine"])
        #expect(try Migrator.migrate(&connection, now: 6) { steps.append($0) } == .upToDate)
        #expect(steps.count == 1)
        let rows = try connection.appliedMigrations()
        #expect(rows.map(\.appliedAt) == [5])
        #expect(
            try connection.ask("SELECT one, batch, last_transfer, last_event, hash FROM chain_head", as: ChainHead.self)
                == [.start]
        )
    }

    @Test("what fails half-way leaves nothing") func interrupted() throws {
        var connection = try self.file.open()
        try connection.execute("CREATE TABLE transfer (x INTEGER)")
        #expect(throws: SQLError.self) { try Migrator.migrate(&connection, now: 5) }
        let isOpen = connection.isInTransaction
        #expect(!isOpen)
        let names = try connection.ask("SELECT name FROM sqlite_schema WHERE type = 'table'", as: NameRow.self)
        #expect(names.map(\.name) == ["transfer"])
        try connection.execute("DROP TABLE transfer")
        #expect(try Migrator.migrate(&connection, now: 6) == .upToDate)
    }

    @Test("another checksum and a newer schema are refused") func refused() throws {
        var connection = try self.file.open()
        #expect(try Migrator.migrate(&connection, now: 5) == .upToDate)
        try connection.execute("UPDATE schema_migration SET checksum = x'00'")
        #expect(try Migrator.migrate(&connection, now: 6) == .checksumDiffers(1))
        try connection.execute("INSERT INTO schema_migration VALUES (99, 'later', x'00', 1, 1)")
        #expect(try Migrator.migrate(&connection, now: 6) == .newerSchema(99))
        let isOpen = connection.isInTransaction
        #expect(!isOpen)
    }

    @Test(
        "checks refuse what no command may write",
        arguments: [
            "INSERT INTO stock VALUES (x'01', 1, 2)", "INSERT INTO stock VALUES (x'01', 1, -1)",
            "INSERT INTO chain_head VALUES (2, 0, 0, 0, x'')", "INSERT INTO chain_head VALUES (1, 0, 0, 0, x'')",
            "INSERT INTO transfer VALUES (1, x'01', 1, 1, 1, 90, 0, 3, 3, 5, NULL, x'01', 0, 0)",
            "INSERT INTO transfer VALUES (1, x'01', 1, 1, 1, 90, 0, 3, 4, 0, NULL, x'01', 0, 0)",
            "INSERT INTO commission VALUES (x'01', 1, 1, x'02', 1, 1, 5, 6, 0, NULL)",
            "INSERT INTO orders VALUES (x'01', x'02', NULL, 1, 0, 5, 6, NULL, '[]', 1, 1, NULL, 1)",
            "INSERT INTO ledger VALUES (1, 'USD', 'two')",
        ]
    )
    func checks(sql: String) throws {
        var connection = try self.file.open()
        #expect(try Migrator.migrate(&connection, now: 5) == .upToDate)
        #expect(throws: SQLError.self) { try connection.execute(sql) }
    }
}
