import Synchronization

/// A single-producer single-consumer ring of variable-length records: an event loop writes, the pipeline thread reads.
///
/// Layout: each record is a 4-byte length (of the record, without padding), 4 bytes unused, the record, padding to 8
/// bytes. A length of `0xFFFF_FFFF` says that the rest up to the end of the ring is unused. `head` and `tail` only
/// grow; positions are taken modulo the capacity. A full ring drops the new record and counts it: nothing waits.
package final class RecordRing: Sendable {
    private static let wrapMark: UInt32 = 0xFFFF_FFFF

    /// Written by the producer, read by the consumer.
    private let tail = Atomic<Int>(0)
    private let dropped = Atomic<UInt64>(0)
    private let offered = Atomic<UInt64>(0)
    private let sampledOut = Atomic<UInt64>(0)
    /// Written by the consumer, read by the producer.
    private let head = Atomic<Int>(0)
    // Guarded by head and tail: a byte belongs to the producer or to the consumer, never to both.
    private nonisolated(unsafe) let storage: UnsafeMutableRawPointer
    /// Size in bytes, a power of two.
    package let capacity: Int

    /// - Parameter bytes: The size, rounded up to a power of two, at least 64 KiB.
    package init(bytes: Int) {
        var capacity = 65_536
        while capacity < bytes { capacity *= 2 }
        self.capacity = capacity
        self.storage = .allocate(byteCount: capacity, alignment: 4096)
    }

    deinit { self.storage.deallocate() }

    /// Records refused because the ring was full.
    package var droppedCount: UInt64 { self.dropped.load(ordering: .relaxed) }
    /// Records given to `write`, the dropped ones included.
    package var offeredCount: UInt64 { self.offered.load(ordering: .relaxed) }
    /// Records that were never written, by sampling.
    package var sampledOutCount: UInt64 { self.sampledOut.load(ordering: .relaxed) }
    /// Share of the ring in use, 0 to 1.
    package var usedRatio: Double {
        // The two may be read from different moments.
        let used = self.tail.load(ordering: .relaxed) - self.head.load(ordering: .relaxed)
        return min(1, max(0, Double(used) / Double(self.capacity)))
    }

    /// Writes one record.
    ///
    /// - Important: One thread only.
    /// - Parameters:
    ///   - byteCount: The record's size, at most a quarter of the ring.
    ///   - body: Fills exactly that many bytes; called once, or not at all when the ring is full.
    /// - Returns: False when the record was dropped (and counted).
    @discardableResult
    package func write(_ byteCount: Int, _ body: (UnsafeMutableRawPointer) -> Void) -> Bool {
        let tail = self.tail.load(ordering: .relaxed)
        let head = self.head.load(ordering: .acquiring)
        self.offered.store(self.offered.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
        let size = 8 + (byteCount + 7) & ~7
        let offset = tail & (self.capacity - 1)
        let room = self.capacity - offset
        let skip = room < size ? room : 0
        guard size <= self.capacity / 4, tail - head + skip + size <= self.capacity else {
            self.dropped.store(self.dropped.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
            return false
        }
        if skip > 0 { self.storage.storeBytes(of: Self.wrapMark, toByteOffset: offset, as: UInt32.self) }
        let start = (tail + skip) & (self.capacity - 1)
        self.storage.storeBytes(of: UInt32(byteCount), toByteOffset: start, as: UInt32.self)
        body(self.storage + start + 8)
        self.tail.store(tail + skip + size, ordering: .releasing)
        return true
    }

    /// Counts a record that sampling leaves out.
    ///
    /// - Important: The thread that writes.
    package func leaveOut() {
        self.sampledOut.store(self.sampledOut.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    }

    /// Reads records in order and frees their room.
    ///
    /// - Important: One thread only. The buffer is valid during the call.
    /// - Returns: How many records were read.
    package func drain(atMost limit: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Int {
        var count = 0
        var head = self.head.load(ordering: .relaxed)
        let tail = self.tail.load(ordering: .acquiring)
        while head < tail, count < limit {
            let offset = head & (self.capacity - 1)
            let length = self.storage.load(fromByteOffset: offset, as: UInt32.self)
            if length == Self.wrapMark {
                head += self.capacity - offset
                continue
            }
            body(UnsafeRawBufferPointer(start: self.storage + offset + 8, count: Int(length)))
            head += 8 + (Int(length) + 7) & ~7
            count += 1
            self.head.store(head, ordering: .releasing)
        }
        self.head.store(head, ordering: .releasing)
        return count
    }
}
