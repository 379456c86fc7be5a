import EngineCore
import Testing

@Suite struct ChainVerifierTests {
    struct Batch {
        var seal: BatchSeal
        var transfers: [Transfer]
        var events: [AuditEvent]
    }

    /// Five batches of two transfers and two events.
    static func chain() -> [Batch] {
        var head = ChainHead.start
        return (1...5).map { number in
            let first = Int64(number) * 2 - 1
            let transfers = ChainRows.transfers(first, batch: Int64(number))
            let events = ChainRows.events(first, batch: Int64(number))
            let seal = ChainRows.seal(after: head, transfers, events)
            head = ChainHead(after: seal)
            return Batch(seal: seal, transfers: transfers, events: events)
        }
    }

    static func verify(
        _ chain: [Batch],
        head: ChainHead? = nil,
        anchors: [Int64: [UInt8]] = [:]
    ) throws(ChainFault) -> Int {
        var verifier = ChainVerifier(anchors: anchors)
        for batch in chain { try verifier.check(batch.seal, transfers: batch.transfers, events: batch.events) }
        try verifier.finish(head ?? verifier.head)
        return verifier.anchorCount
    }

    @Test func aRightChainPassesAndItsAnchorsAreCompared() throws {
        let chain = Self.chain()
        let count = try Self.verify(chain, anchors: [2: chain[1].seal.hash, 5: chain[4].seal.hash])
        #expect(count == 2)
    }

    /// Every way to change one batch, and what is said of it.
    static let changes: [(ChainFault, @Sendable (inout [Batch]) -> Void)] = [
        (ChainFault(batch: 3, reason: .hash), { $0[2].transfers[0].amount += 1 }),
        (ChainFault(batch: 3, reason: .hash), { $0[2].transfers[1].pendingSeq = nil }),
        (ChainFault(batch: 3, reason: .hash), { $0[2].events[0].after = nil }),
        (ChainFault(batch: 3, reason: .hash), { $0[2].events[1].after = nil }),
        (ChainFault(batch: 3, reason: .hash), { $0[2].events[1].traceID = "T" }),
        (ChainFault(batch: 3, reason: .hash), { $0[2].seal.at += 1 }),
        (ChainFault(batch: 3, reason: .hash), { $0[2].seal.hash[31] ^= 1 }),
        (ChainFault(batch: 3, reason: .brokenLink), { $0[2].seal.prevHash[0] ^= 1 }),
        (ChainFault(batch: 4, reason: .batchGap), { $0.remove(at: 2) }),
        (ChainFault(batch: 2, reason: .batchGap), { $0.insert($0[1], at: 2) }),
        (ChainFault(batch: 3, reason: .transferNumbers), { $0[2].transfers.removeLast() }),
        (ChainFault(batch: 3, reason: .transferNumbers), { $0[2].transfers.removeFirst() }),
        (ChainFault(batch: 3, reason: .transferNumbers), { $0[2].transfers[1].batch = 2 }),
        (ChainFault(batch: 3, reason: .transferNumbers), { $0[2].transfers.append($0[3].transfers[0]) }),
        (ChainFault(batch: 3, reason: .eventNumbers), { $0[2].events.removeLast() }),
        (ChainFault(batch: 3, reason: .eventNumbers), { $0[2].events.swapAt(0, 1) }),
        (ChainFault(batch: 3, reason: .eventNumbers), { $0[2].seal.lastEvent += 1 }),
    ]

    @Test(arguments: Self.changes.indices) func aChangeNamesTheFirstBadBatch(_ index: Int) {
        let (fault, change) = Self.changes[index]
        var chain = Self.chain()
        change(&chain)
        #expect(throws: fault) { try Self.verify(chain) }
    }

    @Test func aChainWrittenAnewFailsAtItsFirstAnchor() {
        // Whoever can write the store can compute right hashes: only what was written down elsewhere shows it.
        let anchors = Dictionary(uniqueKeysWithValues: Self.chain().map { ($0.seal.batch, $0.seal.hash) })
        var head = ChainHead.start
        var chain = Self.chain()
        for index in chain.indices {
            if index >= 2 { chain[index].transfers[0].amount = 1 }
            chain[index].seal = ChainRows.seal(after: head, chain[index].transfers, chain[index].events)
            head = ChainHead(after: chain[index].seal)
        }
        #expect(throws: Never.self) { try Self.verify(chain) }
        #expect(throws: ChainFault(batch: 3, reason: .anchor)) { try Self.verify(chain, anchors: anchors) }
    }

    @Test func missingBatchesAtTheEndAreFound() {
        let whole = Self.chain()
        let head = ChainHead(after: whole[4].seal)
        let cut = Array(whole[..<3])
        #expect(throws: ChainFault(batch: 4, reason: .head)) { try Self.verify(cut, head: head) }
        #expect(throws: ChainFault(batch: 5, reason: .anchor)) {
            try Self.verify(cut, anchors: [2: whole[1].seal.hash, 5: whole[4].seal.hash])
        }
    }
}
