import Foundation
import Synchronization
import TestKit

/// What a log store does wrong, at random: every kind of answer, lost answers, hangs and outages.
final class StoreFaults: Sendable {
    private let generator: Mutex<SeededGenerator>
    private let counts = Mutex<[String: Int]>([:])
    private let isOver = Atomic<Bool>(false)

    init(seed: UInt64) { self.generator = Mutex(SeededGenerator(seed: seed)) }

    /// How often each was done.
    var summary: String { self.counts.withLock { "\($0.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })" } }

    /// From now on the store is well.
    func end() { self.isOver.store(true, ordering: .relaxed) }

    func random(below limit: Int) -> Int {
        self.generator.withLock { Int($0.next() % UInt64(limit)) }
    }

    // MARK: Records that are never taken

    private static func number(_ id: String) -> UInt64 { id.utf8.reduce(17) { ($0 &* 31) &+ UInt64($1) } >> 7 }

    /// Its item is refused for good.
    static func isRefused(_ id: String) -> Bool {
        Self.number(id).isMultiple(of: UInt64(Scale.count(100, full: 1_000)))
    }

    /// Every request with it is refused.
    static func isPoison(_ id: String) -> Bool {
        Self.number(id) % UInt64(Scale.count(500, full: 50_000)) == 7
    }

    static func refusal(_ id: String) -> (status: Int, type: String)? {
        Self.isRefused(id) ? (400, "document_parsing_exception") : nil
    }

    // MARK: Answers

    func reply(_ ids: [String]) -> BulkReceiver.Reply {
        if ids.contains(where: Self.isPoison) { return self.did("400", .status(400)) }
        if self.isOver.load(ordering: .relaxed) || self.random(below: 5) > 0 { return self.did("stored", .store) }
        switch self.random(below: 12) {
        case 0: return self.did("503", .status(503))
        case 1: return self.did("500", .status(500))
        case 2: return self.did("429", .status(429))
        case 3: return self.did("429 Retry-After", .status(429, fields: ["Retry-After: 1"]))
        case 4: return self.did("413", ids.count > 20 ? .status(413) : .store)
        case 5: return self.did("items 429", self.some(429, "es_rejected_execution_exception"))
        case 6: return self.did("items 503", self.some(503, "unavailable_shards_exception"))
        case 7: return self.did("items 403", self.some(403, "cluster_block_exception"))
        case 8: return self.did("cut", .storeAndCut)
        case 9: return self.did("miscounted", .storeAndMiscount)
        case 10: return self.did("answer lost", .storeAndReset)
        default: return self.did("hung", .hang(Double(self.random(below: 1_000)) / 1_000))
        }
    }

    private func some(_ status: Int, _ type: String) -> BulkReceiver.Reply {
        let salt = UInt64(self.random(below: 1_000))
        return .items { (Self.number($0) &+ salt).isMultiple(of: 3) ? (status, type) : nil }
    }

    private func did(_ what: String, _ reply: BulkReceiver.Reply) -> BulkReceiver.Reply {
        self.counts.withLock { $0[what, default: 0] += 1 }
        return reply
    }

    // MARK: Outages

    /// Takes a receiver away and gives it back, again and again until `end()`.
    func runOutages(of receiver: BulkReceiver) throws {
        while !self.isOver.load(ordering: .relaxed) {
            usleep(UInt32(Scale.count(300_000, full: 4_000_000) + self.random(below: 2_000_000)))
            receiver.stop()
            self.counts.withLock { $0["outages", default: 0] += 1 }
            usleep(UInt32(200_000 + self.random(below: Scale.count(1_000_000, full: 4_000_000))))
            try Deadline.wait(for: "the receiver's port") { (try? receiver.restart()) == nil ? nil : () }
        }
    }
}
