import EngineCore
import Testing

/// T22: a consumer of events that dies now and then sees every event in order, some of them twice, none never.
@Suite struct OutboxTests {
    @Test(arguments: ConformanceTarget.allCases)
    func aConsumerMissesNothingWhileTwoGatewaysCommit(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target, gateways: 2)
        let bench = shop.bench
        var random = SimRandom(seed: 22)
        var delivered: [Int64] = []
        for round in 0..<120 {
            let requests = (0...random.below(3)).map { _ in
                bench.request(
                    .initiateDeposit(InitiateDeposit(ledgerID: 1, amount: 5, provider: "bank")),
                    by: shop.member
                )
            }
            _ = bench.batch(requests, gateway: round % 2)
            if random.chance(40) { try self.poll(bench, &random, &delivered) }
        }
        while try self.poll(bench, &random, &delivered) {}
        let events = try bench.database.rows(AuditEvent.self).map(\.seq)
        #expect(Set(delivered) == Set(events))
        // In order: a number is never followed by one that skips a number not seen before.
        var highest: Int64 = 0
        for seq in delivered {
            #expect(seq <= highest + 1, "\(seq) after \(highest)")
            highest = max(highest, seq)
        }
        #expect(delivered.count > events.count, "no crash happened")
    }

    /// Reads up to ten events after the cursor and moves the cursor, unless the consumer dies between the two.
    /// - Returns: Whether there was anything left.
    @discardableResult
    private func poll(_ bench: EngineBench, _ random: inout SimRandom, _ delivered: inout [Int64]) throws -> Bool {
        let cursor = try bench.database.rows(Consumer.self).first { $0.name == "mail" }?.lastEvent ?? 0
        let page = try bench.database.rows(AuditEvent.self).filter { $0.seq > cursor }.prefix(10)
        guard let last = page.last else { return false }
        delivered += page.map(\.seq)
        if random.chance(25) { return true }
        try bench.done(.advanceConsumer(AdvanceConsumer(name: "mail", lastEvent: last.seq)))
        return true
    }

    @Test(arguments: ConformanceTarget.allCases)
    func aCursorNeverGoesBackNorBeyondTheNewestEvent(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let newest = try bench.database.head().lastEvent
        try bench.done(.advanceConsumer(AdvanceConsumer(name: "mail", lastEvent: newest)))
        for wrong in [newest - 1, newest + 1] {
            try bench.refused(.invalidParameter, .advanceConsumer(AdvanceConsumer(name: "mail", lastEvent: wrong)))
        }
        #expect(try bench.database.rows(Consumer.self).map(\.lastEvent) == [newest])
    }
}
