import Synchronization

/// The first page of a ring: what it holds, and the places of producer and consumer.
///
///     0     magic `WGRING1\n`       24   capacity in bytes
///     8     version of this layout  32   ``RecordLayout`` of its records
///     12    stream, shard           40   checksum of the first 40 bytes
///     16    boot id
///     512   tail, dropped, offered, sampled out: written by the producer
///     768   head, read position: written by the consumer
///     4096  the records
///
/// Numbers have the machine's byte order: a ring never leaves it.
package struct RingHeader: Equatable, Sendable {
    static let byteCount = 4_096
    static let magic: UInt64 = 0x0A31_474E_4952_4757
    static let version: UInt32 = 1
    static let tailOffset = 512
    static let droppedOffset = 520
    static let offeredOffset = 528
    static let sampledOutOffset = 536
    static let headOffset = 768
    static let readOffset = 776
    static let fixedBytes = 40

    /// The two bits of `event.id`.
    package var stream: UInt16
    /// 255: not an event loop's.
    package var shard: UInt16
    package var bootID: UInt32
    package var capacity: Int
    package var layout: UInt64

    package init(stream: UInt8, shard: UInt8, bootID: UInt32, capacity: Int, layout: UInt64) {
        self.stream = UInt16(stream)
        self.shard = UInt16(shard)
        self.bootID = bootID
        self.capacity = capacity
        self.layout = layout
    }

    /// Reads the first page of a file.
    /// - Returns: Nil when it is not the page of a ring of this version, or is damaged.
    init?(_ page: UnsafeRawBufferPointer) {
        guard page.count >= Self.byteCount, page.load(as: UInt64.self) == Self.magic,
            page.load(fromByteOffset: 8, as: UInt32.self) == Self.version,
            page.load(fromByteOffset: 40, as: UInt64.self) == Self.checksum(page)
        else { return nil }
        self.stream = page.load(fromByteOffset: 12, as: UInt16.self)
        self.shard = page.load(fromByteOffset: 14, as: UInt16.self)
        self.bootID = page.load(fromByteOffset: 16, as: UInt32.self)
        self.capacity = page.load(fromByteOffset: 24, as: Int.self)
        self.layout = page.load(fromByteOffset: 32, as: UInt64.self)
        let isPower = self.capacity > 0 && self.capacity & (self.capacity - 1) == 0
        guard isPower, RecordRing.capacities.contains(self.capacity) else { return nil }
    }

    func write(to page: UnsafeMutableRawPointer) {
        page.storeBytes(of: Self.magic, as: UInt64.self)
        page.storeBytes(of: Self.version, toByteOffset: 8, as: UInt32.self)
        page.storeBytes(of: self.stream, toByteOffset: 12, as: UInt16.self)
        page.storeBytes(of: self.shard, toByteOffset: 14, as: UInt16.self)
        page.storeBytes(of: self.bootID, toByteOffset: 16, as: UInt32.self)
        page.storeBytes(of: self.capacity, toByteOffset: 24, as: Int.self)
        page.storeBytes(of: self.layout, toByteOffset: 32, as: UInt64.self)
        let bytes = UnsafeRawBufferPointer(start: page, count: Self.byteCount)
        page.storeBytes(of: Self.checksum(bytes), toByteOffset: 40, as: UInt64.self)
    }

    private static func checksum(_ page: UnsafeRawBufferPointer) -> UInt64 {
        UInt64(RingEntry.checksum(UnsafeRawBufferPointer(rebasing: page[..<Self.fixedBytes]), at: 0))
    }
}
