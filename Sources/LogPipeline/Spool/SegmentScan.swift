import Glibc

/// What can be read of a segment: each undamaged record, whatever lies between them.
package struct SegmentScan {
    /// In the order of their sequences, each once.
    package private(set) var records: [SpoolRecord] = []
    /// Bytes between records, or before the first, that are none.
    package private(set) var damage: [Range<Int>] = []
    /// Behind the last record; what follows is a torn tail.
    package private(set) var end: Int
    package let byteCount: Int

    package var tornBytes: Int { self.byteCount - self.end }

    /// - Parameters:
    ///   - bytes: The segment, its header included.
    ///   - start: Where the first record begins.
    ///   - next: The first sequence of the segment behind this one: records from there on are that one's.
    package init(_ bytes: UnsafeRawBufferPointer, from start: Int, before next: UInt64 = .max) {
        self.end = min(start, bytes.count)
        self.byteCount = bytes.count
        var last: UInt64 = 0
        var offset = self.end
        while offset < bytes.count {
            if let record = SpoolRecord(bytes, at: offset), record.sequence > last, record.lastSequence < next {
                if offset > self.end { self.damage.append(self.end..<offset) }
                self.records.append(record)
                last = record.lastSequence
                offset = record.bytes.upperBound
                self.end = offset
            } else {
                offset = Self.nextMark(bytes, from: offset + 1)
            }
        }
    }

    /// Where the next sync mark may begin; the end when there is none.
    static func nextMark(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Int {
        guard offset < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + offset, Int32(SpoolRecord.markByte), bytes.count - offset)
        else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }
}
