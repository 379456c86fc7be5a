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
    ///   - text: At least 2 letters, digits or `-` in lower case; known at compile time.
    /// - Returns: Whether they are equal but for the case of letters.
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
    ///
    /// Compares eight bytes at a time, the last words overlapping.
    /// - Complexity: O(n) in their bytes; does not allocate.
    static func isSameText(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
        if count < 8 {
            for offset in 0..<count {
                let one = UInt64(left.load(fromByteOffset: offset, as: UInt8.self))
                let two = UInt64(right.load(fromByteOffset: offset, as: UInt8.self))
                if Self.lowercased(one) != Self.lowercased(two) { return false }
            }
            return true
        }
        var offset = 0
        while offset < count {
            let place = min(offset, count &- 8)
            let one = (left + place).loadUnaligned(as: UInt64.self)
            let two = (right + place).loadUnaligned(as: UInt64.self)
            if Self.lowercased(one) != Self.lowercased(two) { return false }
            offset = place &+ 8
        }
        return true
    }

    /// Eight bytes with the letters `A-Z` turned to lower case.
    ///
    /// In each byte without its high bit, adding 0x3F carries into that bit from `A` on, adding 0x25 only behind `Z`.
    @inline(__always)
    private static func lowercased(_ word: UInt64) -> UInt64 {
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
        let behindZ = low &+ 0x2525_2525_2525_2525
        let isCapital = (fromA ^ behindZ) & ~word & 0x8080_8080_8080_8080
        return word | (isCapital &>> 2)
    }

    /// The offset of the first `byte` in `start..<end`, or nil.
    @inline(__always)
    static func offset(of byte: UInt8, _ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int? {
        guard start < end, let found = memchr(base + start, CInt(byte), end - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
