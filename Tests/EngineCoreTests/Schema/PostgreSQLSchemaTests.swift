import EngineCore
import SQLStore
import TestKit
import Testing

@Suite("The schema of PostgreSQL", .serialized, .timeLimit(.minutes(15))) struct PostgreSQLSchemaTests {
    private static func type(_ type: SQLType) -> String {
        switch type {
        case .int16: "int2"
        case .int32: "int4"
        case .int64: "int8"
        case .bool: "bool"
        case .uuid: "uuid"
        case .bytes: "bytea"
        case .text: "text"
        }
    }

    @Test("every row the engine knows has exactly the columns of its table") func tables() throws {
        let books = try BooksDatabase.shared.get()
        var connection = try books.server.connect(books.name)
        for table in TableNames.all {
            let found = try connection.ask(
                """
                SELECT column_name || ' ' || udt_name || CASE is_nullable WHEN 'YES' THEN ' NULL' ELSE ' NOT NULL' END
                FROM information_schema.columns WHERE table_name = '\(table.name)' ORDER BY ordinal_position
                """,
                as: NameRow.self
            )
            let expected = table.columns.map {
                "\($0.name) \(Self.type($0.type))\($0.isNullable ? " NULL" : " NOT NULL")"
            }
            #expect(found.map(\.name) == expected, "\(table.name)")
            let keys = try connection.ask(
                """
                SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
                WHERE i.indrelid = '\(table.name)'::regclass AND i.indisprimary AND a.attnum = ANY(i.indkey)
                ORDER BY array_position(i.indkey::int2[], a.attnum)
                """,
                as: NameRow.self
            )
            #expect(keys.map(\.name) == table.columns.filter(\.isKey).map(\.name), "\(table.name)")
        }
        let names = try connection.ask(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
            as: NameRow.self
        )
        #expect(names.map(\.name).sorted() == TableNames.all.map(\.name).sorted())
    }

    @Test("migrating twice, from two sides at once, applies everything once") func twice() async throws {
        let server = try PostgreSQLServer.shared
        _ = try BooksDatabase.shared.get()
        let name = try server.createDatabase()
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    var connection = try server.connect(name)
                    var count = 0
                    let plan = try Migrator.migrate(&connection, now: 5) { _ in count += 1 }
                    #expect(plan == .upToDate)
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(counts == 1)
    }

    @Test("what fails half-way leaves nothing, another checksum and a newer schema are refused") func refused() throws {
        let server = try PostgreSQLServer.shared
        _ = try BooksDatabase.shared.get()
        var connection = try server.connect(try server.createDatabase())
        try connection.run("CREATE TABLE transfer (x int)")
        #expect(throws: SQLError.self) { try Migrator.migrate(&connection, now: 5) }
        let names = try connection.ask(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
            as: NameRow.self
        )
        #expect(names.map(\.name) == ["transfer"])
        try connection.run("DROP TABLE transfer")
        #expect(try Migrator.migrate(&connection, now: 6) == .upToDate)
        try connection.run("UPDATE schema_migration SET checksum = '\\x00'")
        #expect(try Migrator.migrate(&connection, now: 6) == .checksumDiffers(1))
        try connection.run("INSERT INTO schema_migration VALUES (99, 'later', '\\x00', 1, 1)")
        #expect(try Migrator.migrate(&connection, now: 6) == .newerSchema(99))
    }

    @Test("grants know exactly which tables are history") func history() throws {
        let books = try BooksDatabase.shared.get()
        var connection = try books.server.connect(books.name)
        for table in TableNames.all {
            func may(_ role: String, _ right: String) throws -> Bool {
                let sql =
                    "SELECT CASE WHEN has_table_privilege('\(role)', '\(table.name)', '\(right)') THEN 1::int8 ELSE 0 END"
                var other = try books.server.connect(books.name)
                return try other.ask(sql, as: NumberRow.self)[0].number == 1
            }
            let isSchema = table.name == "schema_migration"
            #expect(try may("wg_engine", "INSERT") == !isSchema, "\(table.name)")
            #expect(try may("wg_engine", "UPDATE") == (!isSchema && !table.isHistory), "\(table.name)")
            #expect(try may("wg_engine", "DELETE") == (table.name == "idempotency_key"), "\(table.name)")
            #expect(try may("wg_api", "SELECT"), "\(table.name)")
            for right in ["INSERT", "UPDATE", "DELETE", "TRUNCATE"] {
                #expect(try !may("wg_api", right), "\(table.name)")
            }
        }
        _ = try connection.setting("server_version")
    }
}
