import LogPipeline
import Synchronization

/// A spool in memory: records that wait, and what became of them.
final class MemorySource: BulkSource {
    private struct State {
        var waiting: [(id: String, line: String)] = []
        var out: [(id: String, line: String)]?
        var sequence: UInt64 = 0
        var sum = BulkSettlement()
    }

    let stream = RecordStream.access
    private let state: Mutex<State>

    init(_ count: Int) {
        let waiting = (0..<count).map { number in
            let id = "01KJMMA2KVBW69MC81" + String(String(number + 10_000_000).suffix(8))
            return (id: id, line: "{\"@timestamp\":\"2026-03-01T12:00:00Z\",\"event.id\":\"\(id)\"}")
        }
        self.state = Mutex(State(waiting: waiting))
    }

    var sum: BulkSettlement { self.state.withLock { $0.sum } }

    func next(maxEvents: Int, maxBytes: Int) -> BulkBatch? {
        self.state.withLock { state in
            precondition(state.out == nil, "two batches are out")
            if state.waiting.isEmpty { return nil }
            let taken = Array(state.waiting.prefix(maxEvents))
            state.out = taken
            var bytes: [UInt8] = []
            var events: [BulkBatch.Event] = []
            for (id, line) in taken {
                let start = bytes.count
                bytes += Array((id + line).utf8)
                state.sequence += 1
                let middle = start + id.utf8.count
                events.append(.init(sequence: state.sequence, id: start..<middle, line: middle..<bytes.count))
            }
            return BulkBatch(bytes: bytes, events: events)
        }
    }

    func settle(_ batch: BulkBatch, _ settlement: BulkSettlement) {
        self.state.withLock { state in
            precondition(settlement.total == state.out?.count && batch.events.count == settlement.total)
            state.waiting.removeFirst(settlement.total)
            state.out = nil
            state.sum.delivered += settlement.delivered
            state.sum.duplicates += settlement.duplicates
            state.sum.deadLettered += settlement.deadLettered
        }
    }

    func putBack(_ batch: BulkBatch) { self.state.withLock { $0.out = nil } }
}
