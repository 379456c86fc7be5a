/// Finds `event.id` in a line of a renderer.
enum EventIDScan {
    private static let key: StaticString = #","event.id":""#

    /// Where the 26 characters lie; nil when there are none.
    ///
    /// The key begins with a comma and a quote that is not escaped, which no value can hold: the first find is right.
    static func find(_ line: UnsafeRawBufferPointer) -> Range<Int>? {
        let keyCount = Self.key.utf8CodeUnitCount
        guard let base = line.baseAddress,
            let found = GNULibrary.find(Self.key.utf8Start, keyCount, in: base, line.count)
        else { return nil }
        let start = found - base + keyCount
        let end = start + SpoolRecord.idBytes
        return end < line.count && line[end] == 0x22 ? start..<end : nil
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
