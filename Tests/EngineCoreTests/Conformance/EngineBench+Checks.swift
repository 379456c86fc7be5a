import EngineCore
import Testing

extension EngineBench {
    /// The trial balance: debits and credits of each ledger are equal, posted and pending.
    func expectBalance(sourceLocation: SourceLocation = #_sourceLocation) throws {
        var sums: [Int16: [Int64]] = [:]
        for row in try self.database.rows(Account.self) {
            let sum = sums[row.ledgerID] ?? [0, 0]
            sums[row.ledgerID] = [
                sum[0] + row.debitsPosted - row.creditsPosted, sum[1] + row.debitsPending - row.creditsPending,
            ]
        }
        #expect(sums.values.allSatisfy { $0 == [0, 0] }, "\(sums)", sourceLocation: sourceLocation)
    }

    /// Numbers without gaps, and a chain that recomputes up to the head.
    func expectChain(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let transfers = try self.database.rows(Transfer.self)
        let events = try self.database.rows(AuditEvent.self)
        let head = try self.database.head()
        #expect(transfers.map(\.seq) == Array(1...Int64(max(1, transfers.count))).prefix(transfers.count).map { $0 })
        #expect(events.map(\.seq) == Array(1...Int64(max(1, events.count))).prefix(events.count).map { $0 })
        #expect(head.lastTransfer == Int64(transfers.count) && head.lastEvent == Int64(events.count))
        var verifier = ChainVerifier()
        for seal in try self.database.rows(BatchSeal.self) {
            try verifier.check(
                seal,
                transfers: transfers.filter { $0.batch == seal.batch },
                events: events.filter { $0.batch == seal.batch }
            )
        }
        try verifier.finish(head)
    }
}
