import EngineCore
import Testing

/// Two gateways that meet between two store calls: what one did not see in its first trip it sees under the chain head,
/// without waiting for a row that the other holds.
@Suite struct InterleavingTests {
    /// Stores with more than one writer; SQLite has one, so there two batches cannot be open at once.
    static let targets = ConformanceTarget.allCases.filter { $0 != .sqlite }

    @Test(arguments: Self.targets)
    func twoGatewaysCannotOpenOverlappingPeriods(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target, gateways: 2)
        let bench = shop.bench
        let day: Int64 = 86_400_000_000
        let first = OpenPeriod(ledgerID: 1, startsAt: 10 * day, endsAt: 12 * day)
        let second = OpenPeriod(ledgerID: 1, startsAt: 11 * day, endsAt: 13 * day)
        bench.start([bench.request(.openPeriod(first))], gateway: 0)
        bench.start([bench.request(.openPeriod(second))], gateway: 1)
        // Both read the periods there are: none.
        #expect(bench.advance(0) == nil && bench.advance(1) == nil)
        let one = try bench.finish(0)[0].get()
        let other = try bench.finish(1)[0].get()
        #expect(one.status == 201)
        #expect(other.code == Rejection.Code.periodClosed.rawValue, "\(other)")
        #expect(try bench.database.rows(Period.self).count == 1)
    }

    @Test(arguments: Self.targets)
    func aKeyThatCameMeanwhileIsReadWithoutWaitingForWhoHoldsIt(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target, gateways: 3)
        let bench = shop.bench
        // A job of the system, so that no row but the key's is in the way.
        func job() -> CommandRequest {
            bench.request(.createLedger(CreateLedger(id: 7, currency: "EUR", scale: 2)), key: "job")
        }
        bench.start([job()], gateway: 0)
        #expect(bench.advance(0) == nil)
        let done = try bench.run(job(), gateway: 2)
        #expect(done.status == 201)
        // This one finds the key and holds its row.
        bench.start([job()], gateway: 1)
        #expect(bench.advance(1) == nil)
        for gateway in 0..<2 {
            // Lock and commit, each at the first try: a wait would end with a timeout, and a retry.
            #expect(bench.advance(gateway) == nil && bench.advance(gateway) == nil)
            let outcome = try #require(bench.advance(gateway), "another try was needed")[0].get()
            #expect(outcome == .replayed(status: 201, body: done.body))
        }
    }
}
