/// Makes bytes from outside the inside of a JSON string that is one line everywhere.
///
/// Beside what JSON demands (RFC 8259 section 7), written as `\uXXXX` are: C0, DEL and C1 controls, the line separators
/// U+2028 and U+2029, and the controls of bidirectional text, which make a log line read differently from what it says
/// (CVE-2021-42574). Invalid UTF-8 becomes U+FFFD, one for each maximal subpart (Unicode 15, section 3.9).
enum EscapedText {
    /// Writes `text` at `start`.
    ///
    /// - Parameters:
    ///   - text: Any bytes.
    ///   - start: Room for six bytes for each byte of `text`, and for eight more.
    /// - Returns: Where the next byte goes.
    /// - Complexity: O(n); eight bytes at a time through plain ASCII.
    static func write(
        _ text: UnsafeRawBufferPointer,
        to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        guard let base = text.baseAddress else { return start }
        var from = base.assumingMemoryBound(to: UInt8.self)
        let end = from + text.count
        var out = start
        while end - from >= 8 {
            let word = UInt64(littleEndian: UnsafeRawPointer(from).loadUnaligned(as: UInt64.self))
            UnsafeMutableRawPointer(out).storeBytes(of: word.littleEndian, as: UInt64.self)
            let special = Self.specialBits(word)
            let clean = special == 0 ? 8 : special.trailingZeroBitCount / 8
            from += clean
            out += clean
            if special != 0 { (from, out) = Self.writeSpecial(from, end, out) }
        }
        while from < end {
            let byte = from.pointee
            if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
                out.pointee = byte
                from += 1
                out += 1
            } else {
                (from, out) = Self.writeSpecial(from, end, out)
            }
        }
        return out
    }

    /// The same for texts that are escaped once: names of the configuration.
    static func escaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { source in
            String(unsafeUninitializedCapacity: 6 * source.count + 8) { room in
                guard let start = room.baseAddress else { return 0 }
                return Self.write(source, to: start) - start
            }
        }
    }

    /// The high bit of the first byte that is not plain ASCII; bits above it may be set without meaning.
    @inline(__always)
    private static func specialBits(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let control = (word &- ones &* 0x20) & ~word
        let quote = Self.zeroBits(word ^ ones &* 0x22)
        let backslash = Self.zeroBits(word ^ ones &* 0x5C)
        let delete = Self.zeroBits(word ^ ones &* 0x7F)
        return (control | quote | backslash | delete | word) & 0x8080_8080_8080_8080
    }

    @inline(__always)
    private static func zeroBits(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }

    /// One character that is not plain ASCII; answers both places by value, so that the loop keeps them in registers.
    @inline(never)
    private static func writeSpecial(
        _ from: UnsafePointer<UInt8>,
        _ end: UnsafePointer<UInt8>,
        _ out: UnsafeMutablePointer<UInt8>
    ) -> (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>) {
        let byte = from.pointee
        if byte == 0x22 || byte == 0x5C {
            out[0] = 0x5C
            out[1] = byte
            return (from + 1, out + 2)
        }
        if byte < 0x80 { return (from + 1, Self.writeEscape(UInt32(byte), out)) }
        let character = UTF8Character(from, end)
        let next = from + character.count
        if character.isValid {
            if Self.isUnsafe(character.scalar) { return (next, Self.writeEscape(character.scalar, out)) }
            out.update(from: from, count: character.count)
            return (next, out + character.count)
        }
        (out[0], out[1], out[2]) = (0xEF, 0xBF, 0xBD)
        return (next, out + 3)
    }

    /// C1 controls, line separators, controls of bidirectional text.
    private static func isUnsafe(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func writeEscape(
        _ scalar: UInt32,
        _ out: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var cursor = ByteCursor(next: out)
        cursor.write("\\u")
        for shift: UInt32 in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: scalar >> shift & 15)
            cursor.write(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
        return cursor.next
    }
}
