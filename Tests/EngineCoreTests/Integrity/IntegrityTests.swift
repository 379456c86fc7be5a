import EngineCore
import SQLStore
import Testing

/// Sound books pass; one wrong row is found and named by its invariant.
@Suite("Invariants on SQLite") struct IntegrityTests {

    @Test("sound books break no rule, in full and incrementally") func sound() throws {
        let books = try BooksFile.shared.get()
        var connection = try books.copy().open()
        let report = try IntegrityCheck.run(&connection, now: books.ids.now)
        #expect(report.isClean, "\(report.json.text)")
        #expect(report.isFull && report.results.count == 17)
        #expect(report.position.lastTransfer == books.ids.lastTransfer)
        let later = try IntegrityCheck.run(&connection, since: report.position, now: books.ids.now)
        #expect(later.isClean && !later.isFull, "\(later.json.text)")
        let isContinuous = later.results.allSatisfy { $0.invariant.isContinuous }
        #expect(isContinuous)
        let first = try IntegrityCheck.run(&connection, since: .start, now: books.ids.now)
        #expect(first.isClean, "\(first.json.text)")
        for table in TableNames.all {
            let count = try connection.ask("SELECT count(*) FROM \(table.name)", as: NumberRow.self)[0].number
            #expect(count > 0, "the books have no \(table.name)")
        }
    }

    @Test("a violation is named", arguments: Plant.all) func plant(plant: Plant) throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        try connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in plant.statements { try connection.execute(statement) }
        let now = books.ids.now + 6 * Microseconds.second
        let report = try IntegrityCheck.run(&connection, now: now)
        let result = try #require(report[plant.invariant])
        #expect(result.count > 0 && !result.violations.isEmpty, "\(report.json.text)")
        if plant.isNew {
            let new = try IntegrityCheck.run(&connection, since: .start, now: now)
            #expect(new[plant.invariant].map { $0.count > 0 } == true)
        }
    }

    @Test("what lost its unique key is found") func doubled() throws {
        let file = try BooksFile.shared.get().copy()
        var connection = try file.open()
        try connection.execute("CREATE TABLE copy AS SELECT * FROM cash_request")
        try connection.execute("DROP TABLE cash_request; ALTER TABLE copy RENAME TO cash_request")
        try connection.execute("UPDATE cash_request SET provider = 'bank', external_id = 'one'")
        try connection.execute("CREATE TABLE copy AS SELECT * FROM idempotency_key")
        try connection.execute("DROP TABLE idempotency_key; ALTER TABLE copy RENAME TO idempotency_key")
        let before = try IntegrityCheck.run(&connection, since: .start, now: 1)
        #expect(before[.effectOnce]?.count == 1)
        try connection.execute("INSERT INTO idempotency_key SELECT * FROM idempotency_key")
        let after = try IntegrityCheck.run(&connection, since: .start, now: 1)
        #expect(after[.effectOnce]?.count == 3)
    }

    @Test("every invariant of the database has a planted violation") func coverage() {
        let planted = Set(Plant.all.map(\.invariant))
        #expect(planted == Set(Invariant.allCases.filter(\.isAskedOfDatabase)))
        let names = Set(Plant.all.filter(\.isNew).map(\.invariant)).union([.effectOnce])
        #expect(names == Set(Invariant.allCases.filter(\.isContinuous)))
        #expect(Invariant.allCases.allSatisfy { $0.label != nil })
    }

    @Test("a chain with an anchor that differs is named by its batch") func anchors() throws {
        let file = try BooksFile.shared.get().copy()
        var connection = try file.open()
        #expect(try IntegrityCheck.verifyChain(&connection) == nil)
        let fault = try IntegrityCheck.verifyChain(&connection, anchors: [4: [1]])
        #expect(fault == ChainFault(batch: 4, reason: .anchor))
    }
}
