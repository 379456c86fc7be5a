/// The 8 bytes before each record in a ring: its length, and how to tell it from what lay there a lap ago.
///
///     bits 0–31    length of the record, without padding; `0xFFFF_FFFF`: the rest up to the ring's end is unused
///     bits 32–63   written: the position, shifted, which is even; sealed: the record's checksum, made odd
///
/// The producer writes the position, which costs it nothing. The consumer seals what it has read: a checksum on the
/// request path would cost as much as the record. So a record of a dead process is known by its checksum, or, when
/// nobody had read it yet, by its position and by what holds for every record.
enum RingEntry {
    static let byteCount = 8
    static let wrapMark: UInt32 = 0xFFFF_FFFF

    @inline(__always)
    static func written(_ length: UInt32, at position: Int) -> UInt64 {
        UInt64(UInt32(truncatingIfNeeded: position &>> 2)) << 32 | UInt64(length)
    }

    static func sealed(_ record: UnsafeRawBufferPointer, at position: Int) -> UInt64 {
        UInt64(Self.checksum(record, at: position)) << 32 | UInt64(UInt32(truncatingIfNeeded: record.count))
    }

    @inline(__always)
    static func length(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word) }

    static func isSealed(_ word: UInt64) -> Bool { word >> 32 & 1 == 1 }

    /// What a record takes with this word and its padding.
    @inline(__always)
    static func size(_ length: Int) -> Int { Self.byteCount + (length + 7) & ~7 }

    /// Four lanes of multiplications, some 20 ns for a usual record.
    ///
    /// Not against forgers: whoever can write a ring can write the log.
    static func checksum(_ record: UnsafeRawBufferPointer, at position: Int) -> UInt32 {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (UInt64(position), 1, 2, UInt64(record.count))
        var offset = 0
        while offset + 32 <= record.count {
            lanes.0 = (lanes.0 ^ record.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* factor
            lanes.1 = (lanes.1 ^ record.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)) &* factor
            lanes.2 = (lanes.2 ^ record.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)) &* factor
            lanes.3 = (lanes.3 ^ record.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)) &* factor
            // High bits reach the low ones, or a change of a top bit could be multiplied away.
            lanes = (lanes.0 ^ lanes.0 >> 29, lanes.1 ^ lanes.1 >> 31, lanes.2 ^ lanes.2 >> 27, lanes.3 ^ lanes.3 >> 33)
            offset += 32
        }
        var hash = lanes.0
        hash = (hash ^ hash >> 32 ^ lanes.1) &* factor
        hash = (hash ^ hash >> 32 ^ lanes.2) &* factor
        hash = (hash ^ hash >> 32 ^ lanes.3) &* factor
        while offset < record.count {
            hash = (hash ^ UInt64(record[offset])) &* factor
            hash ^= hash >> 31
            offset += 1
        }
        return UInt32(truncatingIfNeeded: hash >> 32) | 1
    }
}
