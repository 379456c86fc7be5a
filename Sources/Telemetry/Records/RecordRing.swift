import Synchronization

/// A single-producer single-consumer ring of variable-length records: an event loop writes, the pipeline thread reads.
///
/// Layout: a page of its own (``RingHeader``), then the records. Each has 8 bytes before it (``RingEntry``) and padding
/// to 8 bytes behind it. Places only grow; they are taken modulo the capacity:
///
///     head ≤ read position ≤ tail ≤ head + capacity
///
/// The producer moves the tail; the consumer reads up to it and, later, moves the head, which gives the room back. A
/// full ring drops the new record and counts it: nothing waits. With a file, everything outlives the process: the tail
/// is stored when a record is complete, so a kill leaves no half record.
package final class RecordRing: Sendable {
    /// What a ring may hold, in bytes.
    static let capacities = 65_536...(1 << 31)

    private let mapping: RingMapping
    // Guarded by head and tail: a byte belongs to the producer or to the consumer, never to both.
    private nonisolated(unsafe) let base: UnsafeMutableRawPointer
    /// Size in bytes, a power of two.
    package let capacity: Int
    /// Whether it outlives the process.
    package let isFile: Bool

    private init(_ mapping: RingMapping, capacity: Int) {
        self.mapping = mapping
        self.base = mapping.base
        self.capacity = capacity
        self.isFile = mapping.isFile
    }

    /// A ring of this process alone.
    /// - Parameter bytes: The size, rounded up to a power of two, at least 64 KiB.
    package convenience init(bytes: Int) {
        let capacity = Self.capacity(bytes)
        self.init(RingMapping.anonymous(RingHeader.byteCount + capacity), capacity: capacity)
    }

    /// A ring in a new file.
    /// - Throws: `notOpened`, `noRoom`, `notMapped`; nothing is left behind.
    package convenience init(
        file path: String,
        bytes: Int,
        stream: UInt8,
        shard: UInt8,
        bootID: UInt32,
        layout: UInt64
    ) throws(RingFileError) {
        let capacity = Self.capacity(bytes)
        let mapping = try RingMapping.create(path, RingHeader.byteCount + capacity)
        let header = RingHeader(stream: stream, shard: shard, bootID: bootID, capacity: capacity, layout: layout)
        header.write(to: mapping.base)
        self.init(mapping, capacity: capacity)
    }

    private static func capacity(_ bytes: Int) -> Int {
        var capacity = Self.capacities.lowerBound
        while capacity < bytes, capacity < Self.capacities.upperBound { capacity *= 2 }
        return capacity
    }

    // MARK: The places, each in the cache lines of the thread that writes it

    @inline(__always)
    private func cell<Value>(_ offset: Int, _ type: Value.Type) -> UnsafeMutablePointer<Atomic<Value>> {
        (self.base + offset).assumingMemoryBound(to: Atomic<Value>.self)
    }

    private var tail: UnsafeMutablePointer<Atomic<Int>> { self.cell(RingHeader.tailOffset, Int.self) }
    private var head: UnsafeMutablePointer<Atomic<Int>> { self.cell(RingHeader.headOffset, Int.self) }
    private var readCell: UnsafeMutablePointer<Atomic<Int>> { self.cell(RingHeader.readOffset, Int.self) }
    private var dropped: UnsafeMutablePointer<Atomic<UInt64>> { self.cell(RingHeader.droppedOffset, UInt64.self) }
    private var offered: UnsafeMutablePointer<Atomic<UInt64>> { self.cell(RingHeader.offeredOffset, UInt64.self) }
    private var sampledOut: UnsafeMutablePointer<Atomic<UInt64>> { self.cell(RingHeader.sampledOutOffset, UInt64.self) }
    private var storage: UnsafeMutableRawPointer { self.base + RingHeader.byteCount }

    /// Records refused because the ring was full.
    package var droppedCount: UInt64 { self.dropped.pointee.load(ordering: .relaxed) }
    /// Records given to `write`, the dropped ones included.
    package var offeredCount: UInt64 { self.offered.pointee.load(ordering: .relaxed) }
    /// Records that were never written, by sampling.
    package var sampledOutCount: UInt64 { self.sampledOut.pointee.load(ordering: .relaxed) }
    /// Bytes in use, what was read and not yet released included.
    package var usedBytes: Int {
        // The two may be read from different moments.
        let used = self.tail.pointee.load(ordering: .relaxed) - self.head.pointee.load(ordering: .relaxed)
        return min(self.capacity, max(0, used))
    }
    /// Share of the ring in use, 0 to 1.
    package var usedRatio: Double { Double(self.usedBytes) / Double(self.capacity) }

    // MARK: The producer

    /// Writes one record.
    ///
    /// - Important: One thread only.
    /// - Parameters:
    ///   - byteCount: The record's size, at most a quarter of the ring.
    ///   - body: Fills exactly that many bytes; called once, or not at all when the ring is full.
    /// - Returns: False when the record was dropped (and counted).
    @discardableResult
    package func write(_ byteCount: Int, _ body: (UnsafeMutableRawPointer) -> Void) -> Bool {
        let tail = self.tail.pointee.load(ordering: .relaxed)
        let head = self.head.pointee.load(ordering: .acquiring)
        self.offered.pointee.store(self.offered.pointee.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
        let size = RingEntry.size(byteCount)
        let offset = tail & (self.capacity - 1)
        let room = self.capacity - offset
        let skip = room < size ? room : 0
        guard size <= self.capacity / 4, tail - head + skip + size <= self.capacity else {
            self.dropped.pointee.store(self.dropped.pointee.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
            return false
        }
        let storage = self.storage
        if skip > 0 {
            let mark = RingEntry.written(RingEntry.wrapMark, at: tail)
            storage.storeBytes(of: mark, toByteOffset: offset, as: UInt64.self)
        }
        let start = (tail + skip) & (self.capacity - 1)
        let word = RingEntry.written(UInt32(truncatingIfNeeded: byteCount), at: tail + skip)
        storage.storeBytes(of: word, toByteOffset: start, as: UInt64.self)
        body(storage + start + RingEntry.byteCount)
        self.tail.pointee.store(tail + skip + size, ordering: .releasing)
        return true
    }

    /// Counts a record that sampling leaves out.
    ///
    /// - Important: The thread that writes.
    package func leaveOut() {
        self.sampledOut.pointee.store(self.sampledOut.pointee.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    }

    // MARK: The consumer: one thread

    /// Up to here records were read.
    package var readPosition: Int { self.readCell.pointee.load(ordering: .relaxed) }

    /// Everything that was read was released, and everything there is was read.
    package var isEmpty: Bool {
        self.head.pointee.load(ordering: .relaxed) == self.tail.pointee.load(ordering: .acquiring)
    }

    /// Reads records in order and keeps their room until `release(to:)`.
    ///
    /// In a file each is sealed: a later process knows it by its checksum.
    /// - Important: The buffer is valid during the call.
    /// - Returns: How many records were read.
    package func read(atMost limit: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Int {
        var count = 0
        let storage = self.storage
        var position = self.readPosition
        let tail = self.tail.pointee.load(ordering: .acquiring)
        while position < tail, count < limit {
            let offset = position & (self.capacity - 1)
            let length = RingEntry.length(storage.load(fromByteOffset: offset, as: UInt64.self))
            if length == RingEntry.wrapMark {
                position += self.capacity - offset
                continue
            }
            let record = UnsafeRawBufferPointer(start: storage + offset + RingEntry.byteCount, count: Int(length))
            if self.isFile {
                let word = RingEntry.sealed(record, at: position)
                storage.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
            }
            body(record)
            position += RingEntry.size(Int(length))
            count += 1
        }
        self.readCell.pointee.store(position, ordering: .relaxed)
        return count
    }

    /// Gives the room before a place back to the producer.
    /// - Parameter position: A `readPosition` of before.
    package func release(to position: Int) {
        precondition(position <= self.readPosition, "\(position) was not read yet")
        if position > self.head.pointee.load(ordering: .relaxed) {
            self.head.pointee.store(position, ordering: .releasing)
        }
    }

    /// Reads records in order and frees their room.
    /// - Returns: How many records were read.
    package func drain(atMost limit: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Int {
        let count = self.read(atMost: limit, body)
        self.release(to: self.readPosition)
        return count
    }
}
