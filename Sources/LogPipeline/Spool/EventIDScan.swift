/// Finds `event.id` in a line of a renderer.
enum EventIDScan {
    private static let key: StaticString = #","event.id":""#

    /// Where the 26 characters lie; nil when there are none.
    ///
    /// The key begins with a comma and a quote that is not escaped, which no value can hold: the first find is right.
    static func find(_ line: UnsafeRawBufferPointer) -> Range<Int>? {
        let key = UnsafeRawBufferPointer(start: Self.key.utf8Start, count: Self.key.utf8CodeUnitCount)
        let front = key.loadUnaligned(as: UInt64.self)
        let end = line.count - key.count - SpoolRecord.idBytes
        var offset = 0
        while offset < end {
            if line.loadUnaligned(fromByteOffset: offset, as: UInt64.self) == front,
                UnsafeRawBufferPointer(rebasing: line[offset..<(offset + key.count)]).elementsEqual(key)
            {
                let start = offset + key.count
                let isWhole = line[start + SpoolRecord.idBytes] == 0x22
                return isWhole ? start..<(start + SpoolRecord.idBytes) : nil
            }
            offset += 1
        }
        return nil
    }

    /// The time in an id, milliseconds since 1970; nil when it is none.
    static func milliseconds(_ id: UnsafeRawBufferPointer) -> UInt64? {
        var value: UInt64 = 0
        for byte in id.prefix(10) {
            guard let digit = Self.digit(byte) else { return nil }
            value = value << 5 | digit
        }
        return value
    }

    /// Crockford's base 32: no I, L, O, U.
    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 0x30...0x39: UInt64(byte - 0x30)
        case 0x41...0x48: UInt64(byte - 0x41 + 10)
        case 0x4A...0x4B: UInt64(byte - 0x4A + 18)
        case 0x4D...0x4E: UInt64(byte - 0x4D + 20)
        case 0x50...0x54: UInt64(byte - 0x50 + 22)
        case 0x56...0x5A: UInt64(byte - 0x56 + 27)
        default: nil
        }
    }
}
