/// Comparisons of header bytes without making a String.
package enum FieldText {
    /// Compares without regard to case.
    ///
    /// - Parameters:
    ///   - bytes: From the wire, any case.
    ///   - lowerCase: ASCII in lower case.
    /// - Returns: True when they are the same but for case.
    package static func equal(_ bytes: UnsafeRawBufferPointer, _ lowerCase: StaticString) -> Bool {
        guard bytes.count == lowerCase.utf8CodeUnitCount else { return false }
        for position in 0..<bytes.count {
            let byte = bytes[position]
            let folded = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
            if folded != lowerCase.utf8Start[position] { return false }
        }
        return true
    }

    /// Without blanks and tabs at both ends.
    package static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }
}
