import EngineCore
import SQLStore
import TestKit
import Testing

@Suite("Invariants on PostgreSQL", .serialized, .timeLimit(.minutes(15))) struct PostgreSQLIntegrityTests {
    @Test("sound books break no rule, asked as the reading role") func sound() throws {
        let books = try BooksDatabase.shared.get()
        var connection = try books.server.connect(books.name, role: "wg_api")
        let report = try IntegrityCheck.run(&connection, now: books.ids.now)
        #expect(report.isClean && report.results.count == 17, "\(report.json.text)")
        let new = try IntegrityCheck.run(&connection, since: .start, now: books.ids.now)
        #expect(new.isClean, "\(new.json.text)")
    }

    @Test("a violation is named, as on SQLite", arguments: Plant.all) func plant(plant: Plant) throws {
        let books = try BooksDatabase.shared.get()
        let name = try books.copy()
        defer { _ = try? books.server.execute("DROP DATABASE \(name) WITH (FORCE)") }
        var connection = try books.server.connect(name)
        for statement in plant.statements { try connection.run(statement) }
        let now = books.ids.now + 6 * Microseconds.second
        let report = try IntegrityCheck.run(&connection, now: now)
        #expect(report[plant.invariant].map { $0.count > 0 } == true, "\(report.json.text)")
    }
}
