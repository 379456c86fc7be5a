import LogPipeline
import Testing

/// Who waits for a sink, and for how long (telemetry.md section 6).
@Suite struct SinkQueueTests {
    static let second: UInt64 = 1_000_000_000

    /// A queue of 64 KiB, an eighth of it kept for app records, as full as access records make it.
    static func full() -> SinkQueue {
        var queue = SinkQueue(limit: 65_536)
        queue.add(57_344, now: 10 * second)
        return queue
    }

    @Test func theLastPartIsForAppRecords() {
        let queue = Self.full()
        #expect(queue.room(for: .access) == 0)
        #expect(queue.room(for: .app) == 8_192)
        #expect(SinkQueue(limit: 8 * 1_048_576).room(for: .access) == 8 * 1_048_576 - 262_144)
    }

    @Test func aSinkThatTakesNothingIsWaitedForUntilItStalls() {
        let queue = Self.full()
        #expect(queue.holdEnd(for: 1, now: 11 * Self.second) == 12 * Self.second)
        #expect(!queue.isStalled(now: 12 * Self.second - 1))
        #expect(queue.isStalled(now: 12 * Self.second))
        #expect(queue.holdEnd(for: 1, now: 12 * Self.second) == nil)
    }

    @Test func aSinkThatTakesALittleIsWaitedForOnAndOn() {
        var queue = Self.full()
        for step in 0..<100 {
            let now = (11 + UInt64(step)) * Self.second
            queue.remove(1, now: now)
            #expect(queue.holdEnd(for: 1_024, now: now + Self.second) == now + 2 * Self.second)
        }
        queue.remove(924, now: 112 * Self.second)
        #expect(queue.holdEnd(for: 1_024, now: 112 * Self.second) == nil)
    }

    @Test func aStalledSinkThatTakesSomethingIsWaitedForAgain() {
        var queue = Self.full()
        #expect(queue.isStalled(now: 20 * Self.second))
        queue.remove(10, now: 20 * Self.second)
        #expect(!queue.isStalled(now: 20 * Self.second))
        #expect(queue.holdEnd(for: 1_024, now: 20 * Self.second) == 22 * Self.second)
    }

    /// Nothing can wait for room that will never be: an empty queue takes what it can.
    @Test func anEmptyQueueIsNeverWaitedFor() {
        var queue = SinkQueue(limit: 65_536)
        #expect(queue.holdEnd(for: 1_000_000, now: 5) == nil)
        #expect(!queue.isStalled(now: .max))
        queue.add(10, now: 30 * Self.second)
        #expect(queue.holdEnd(for: 1_000_000, now: 31 * Self.second) == 32 * Self.second)
        queue.remove(10, now: 31 * Self.second)
        #expect(queue.holdEnd(for: 1_000_000, now: 31 * Self.second) == nil)
        #expect(!queue.isStalled(now: .max))
    }
}
