import EngineCore
import Glibc
import Testing

/// T13: random commands, the same on every store: 100 000 with `WATCHGATE_FULL=1`, fewer otherwise.
@Suite struct RandomCommandTests {
    // Written once, then only read.
    nonisolated(unsafe) private static let script = RandomScript(
        commands: getenv("WATCHGATE_FULL") == nil ? 1_500 : 100_000
    )

    @Test(.timeLimit(.minutes(60)))
    func theSimulatedStoreAgreesWithThePlainModel() { #expect(Self.script.failure == nil) }

    @Test(.timeLimit(.minutes(60)), arguments: ConformanceTarget.allCases)
    func everyStoreGivesTheSameAnswersRowsAndSeals(_ target: ConformanceTarget) throws {
        let script = Self.script
        let database = try target.makeDatabase()
        let session = try database.connect()
        var ids = RandomScript.ids()
        var place = 0
        for batch in script.batches {
            for answer in session.run(batch.requests, ids: &ids, now: batch.now) {
                let outcome = try answer.get()
                try #require(outcome == script.answers[place], "answer \(place) to \(batch.requests)")
                place += 1
            }
        }
        #expect(place == script.answers.count)
        #expect(try database.head() == script.database.head())
        try self.compare(Account.self, database)
        try self.compare(Transfer.self, database)
        try self.compare(AuditEvent.self, database)
        try self.compare(BatchSeal.self, database)
        try self.compare(Order.self, database)
        try self.compare(OrderLine.self, database)
        try self.compare(Commission.self, database)
        try self.compare(Clawback.self, database)
        try self.compare(Refund.self, database)
        try self.compare(Hold.self, database)
        try self.compare(CashRequest.self, database)
        try self.compare(Stock.self, database)
        try self.compare(Principal.self, database)
        try self.compare(Approval.self, database)
        try self.compare(Statement.self, database)
        try self.compare(StoredOutcome.self, database)
    }

    private func compare<Row: StoredRow & Equatable>(_ type: Row.Type, _ database: any ConformanceDatabase) throws {
        let (found, expected) = (try database.rows(type), try Self.script.database.rows(type))
        #expect(found.count == expected.count, "\(Row.table.name)")
        for (one, other) in zip(found, expected) where one != other {
            Issue.record("\(Row.table.name): \(one) instead of \(other)")
            return
        }
    }
}
