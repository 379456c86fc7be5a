import Glibc

/// The ring of a process that is gone: what is left in it, read once, from the oldest record on.
///
/// Nothing in the file is believed: places, lengths and records are checked, damage is skipped to the next record that
/// can be told from garbage, and no byte outside the ring is touched. What is between head and tail is copied when it is
/// opened, so that a file that shrinks or cannot be read later is no fault.
///
/// Owned by one thread at a time.
package final class OldRing {
    package let path: String
    package let header: RingHeader
    /// Records that were given to the ring in its life, the dropped ones included: the last one's sequence.
    package let offeredCount: UInt64
    /// Records the full ring refused.
    package let droppedCount: UInt64
    private let head: Int
    private let tail: Int
    private let descriptor: Int32
    /// The bytes of head to tail, in this order.
    private let bytes: UnsafeMutableRawPointer
    /// Where the next record lies.
    package private(set) var position: Int
    /// How often damage was met, and how many bytes it took.
    package private(set) var damageCount = 0
    package private(set) var damagedBytes = 0
    private var isInDamage = false
    /// Bytes that were summed up and were no record.
    package private(set) var vainBytes = 0
    /// So many times the ring may be summed up in vain: garbage that looks like long records would stop the start.
    package static let vainLaps = 8

    /// Opens a ring's file.
    /// - Parameters:
    ///   - path: The file.
    ///   - byteLimit: The most bytes to copy.
    /// - Throws: `notOpened`; `noRoom` when more than the limit are left in it; `notARing`.
    package init(_ path: String, byteLimit: Int = .max) throws(RingFileError) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw RingFileError(code: .notOpened, path: path, errorNumber: errno) }
        do throws(RingFileError) {
            let page = try Self.page(descriptor, path)
            defer { page.deallocate() }
            guard let header = RingHeader(UnsafeRawBufferPointer(page)), Self.isWhole(descriptor, header) else {
                throw RingFileError(code: .notARing, path: path)
            }
            let head = page.load(fromByteOffset: RingHeader.headOffset, as: Int.self)
            let tail = page.load(fromByteOffset: RingHeader.tailOffset, as: Int.self)
            guard head >= 0, tail >= head, tail < 1 << 62, tail - head <= header.capacity, (head | tail) & 7 == 0 else {
                throw RingFileError(code: .notARing, path: path)
            }
            if tail - head > byteLimit { throw RingFileError(code: .noRoom, path: path) }
            self.bytes = try Self.copy(descriptor, header, head..<tail, path)
            (self.path, self.header, self.head, self.tail, self.position) = (path, header, head, tail, head)
            self.offeredCount = page.load(fromByteOffset: RingHeader.offeredOffset, as: UInt64.self)
            self.droppedCount = page.load(fromByteOffset: RingHeader.droppedOffset, as: UInt64.self)
            self.descriptor = descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        self.bytes.deallocate()
        close(self.descriptor)
    }

    private static func page(
        _ descriptor: Int32,
        _ path: String
    ) throws(RingFileError) -> UnsafeMutableRawBufferPointer {
        let page = UnsafeMutableRawBufferPointer.allocate(byteCount: RingHeader.byteCount, alignment: 16)
        if pread(descriptor, page.baseAddress, page.count, 0) == page.count { return page }
        page.deallocate()
        throw RingFileError(code: .notARing, path: path)
    }

    private static func isWhole(_ descriptor: Int32, _ header: RingHeader) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return Int(status.st_size) == RingHeader.byteCount + header.capacity
    }

    private static func copy(
        _ descriptor: Int32,
        _ header: RingHeader,
        _ places: Range<Int>,
        _ path: String
    ) throws(RingFileError) -> UnsafeMutableRawPointer {
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(places.count, 16), alignment: 16)
        var place = places.lowerBound
        while place < places.upperBound {
            let offset = place & (header.capacity - 1)
            let count = min(places.upperBound - place, header.capacity - offset)
            let result = pread(
                descriptor,
                bytes + (place - places.lowerBound),
                count,
                off_t(RingHeader.byteCount + offset)
            )
            if result < 0, errno == EINTR { continue }
            guard result > 0 else {
                let number = errno
                bytes.deallocate()
                throw RingFileError(code: .notOpened, path: path, errorNumber: result < 0 ? number : EIO)
            }
            place += result
        }
        return bytes
    }

    /// Whether all of it was read.
    package var isRead: Bool { self.position >= self.tail }

    /// Whether there was nothing in it.
    package var wasEmpty: Bool { self.head == self.tail }

    package var usedBytes: Int { self.tail - self.head }

    /// Begins again at the oldest record.
    package func rewind() {
        (self.position, self.damageCount, self.damagedBytes, self.isInDamage) = (self.head, 0, 0, false)
        self.vainBytes = 0
    }

    /// Reads records in order.
    ///
    /// - Parameters:
    ///   - limit: The most to read.
    ///   - isPlausible: Asked for a record that its reader had not sealed yet.
    ///   - body: Takes a record, aligned to 8 bytes.
    /// - Returns: How many records were read.
    @discardableResult
    package func read(
        atMost limit: Int,
        isPlausible: (UnsafeRawBufferPointer) -> Bool,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) -> Int {
        var count = 0
        while self.position < self.tail, count < limit {
            switch self.look(isPlausible) {
            case .record(let record):
                self.isInDamage = false
                self.position += RingEntry.size(record.count)
                body(record)
                count += 1
            case .end(let skip):
                self.isInDamage = false
                self.position += skip
            case .damage:
                if !self.isInDamage { self.damageCount += 1 }
                self.isInDamage = true
                let isHopeless = self.vainBytes > Self.vainLaps * self.header.capacity
                let skip = isHopeless ? self.tail - self.position : 8
                self.damagedBytes += skip
                self.position += skip
            }
        }
        return count
    }

    private enum Sight { case record(UnsafeRawBufferPointer), end(Int), damage }

    private func look(_ isPlausible: (UnsafeRawBufferPointer) -> Bool) -> Sight {
        let start = self.bytes + (self.position - self.head)
        let word = start.load(as: UInt64.self)
        let length = RingEntry.length(word)
        let room = self.header.capacity - (self.position & (self.header.capacity - 1))
        if length == RingEntry.wrapMark {
            let isMark = word == RingEntry.written(length, at: self.position) && self.position + room <= self.tail
            return isMark ? .end(room) : .damage
        }
        guard Int(length) <= self.header.capacity / 4 - RingEntry.byteCount else { return .damage }
        let size = RingEntry.size(Int(length))
        guard size <= room, self.position + size <= self.tail else { return .damage }
        let record = UnsafeRawBufferPointer(start: start + RingEntry.byteCount, count: Int(length))
        let isGood =
            RingEntry.isSealed(word)
            ? word == RingEntry.sealed(record, at: self.position)
            : word == RingEntry.written(length, at: self.position) && isPlausible(record)
        if isGood { return .record(record) }
        if RingEntry.isSealed(word) { self.vainBytes += record.count }
        return .damage
    }

    /// Notes in the file that what lies before a place is safe elsewhere, so that nobody delivers it again.
    /// - Returns: False when that failed; `errno` says why.
    @discardableResult
    package func release(to position: Int) -> Bool {
        var place = min(position, self.tail)
        return pwrite(self.descriptor, &place, 8, off_t(RingHeader.headOffset)) == 8
    }
}
