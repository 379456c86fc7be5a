import Glibc

/// Comparing bytes with constant texts and with each other, and looking for one byte.
enum ByteText {
    /// Whether the bytes are exactly `text`; as many must be there.
    @inline(__always)
    static func isExactly(_ start: UnsafeRawPointer, _ text: StaticString) -> Bool {
        memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// Whether the bytes are `text` in any case; as many must be there.
    ///
    /// Compares with bit 5 set, eight bytes at a time, the last words overlapping.
    /// - Parameters:
    ///   - start: Token characters or blanks. Then setting bit 5 turns letters to lower case, and changes what else it
    ///     changes (`^`, `_`) to something no text contains.
    ///   - text: At least 2 letters, digits, `-` or spaces in lower case; known at compile time.
    @inline(__always)
    static func isText(_ start: UnsafeRawPointer, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        let other = UnsafeRawPointer(text.utf8Start)
        if count >= 8 {
            var offset = 0
            while offset &+ 8 <= count {
                if !Self.isEqual(start + offset, other + offset, UInt64(0x2020_2020_2020_2020)) { return false }
                offset &+= 8
            }
            return Self.isEqual(start + (count &- 8), other + (count &- 8), UInt64(0x2020_2020_2020_2020))
        }
        if count >= 4 {
            return Self.isEqual(start, other, UInt32(0x2020_2020))
                && Self.isEqual(start + (count &- 4), other + (count &- 4), UInt32(0x2020_2020))
        }
        return Self.isEqual(start, other, UInt16(0x2020))
            && Self.isEqual(start + (count &- 2), other + (count &- 2), UInt16(0x2020))
    }

    @inline(__always)
    private static func isEqual<Word: FixedWidthInteger & BitwiseCopyable>(
        _ left: UnsafeRawPointer,
        _ right: UnsafeRawPointer,
        _ bit: Word
    ) -> Bool {
        left.loadUnaligned(as: Word.self) | bit == right.loadUnaligned(as: Word.self)
    }

    /// Whether two texts of equal length are equal but for the case of letters.
    static func isSameText(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
        for offset in 0..<count {
            let one = left.load(fromByteOffset: offset, as: UInt8.self)
            let two = right.load(fromByteOffset: offset, as: UInt8.self)
            if one != two && (one ^ two != 0x20 || !ASCII.isLetter(one)) { return false }
        }
        return true
    }

    /// The offset of the first `byte` in `start..<end`, or nil.
    @inline(__always)
    static func offset(of byte: UInt8, _ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int? {
        guard start < end, let found = memchr(base + start, CInt(byte), end - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
