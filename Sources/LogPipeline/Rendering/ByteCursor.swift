/// A place in reserved memory where the next byte goes.
///
/// Unchecked on purpose: a line is some 90 pieces, and the room for the longest possible line is reserved once before
/// the first (``LineWriter/cursor(reserving:)``). A local variable of this type lives in a register.
struct ByteCursor {
    var next: UnsafeMutablePointer<UInt8>

    @inline(__always)
    mutating func write(_ text: StaticString) {
        UnsafeMutableRawPointer(self.next).copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
        self.next += text.utf8CodeUnitCount
    }

    @inline(__always)
    mutating func write(byte: UInt8) {
        self.next.pointee = byte
        self.next += 1
    }

    @inline(__always)
    mutating func write(_ fragment: Fragment) {
        UnsafeMutableRawPointer(self.next).copyMemory(from: fragment.start, byteCount: fragment.count)
        self.next += fragment.count
    }

    /// Text from outside, as the inside of a JSON string; at most six bytes for each of its bytes.
    @inline(__always)
    mutating func write(escaping text: UnsafeRawBufferPointer) {
        self.next = EscapedText.write(text, to: self.next)
    }

    /// Text from outside up to a cap; longer text ends in `…` within it.
    /// - Returns: Whether it was cut.
    @inline(__always)
    mutating func write(escaping text: UnsafeRawBufferPointer, cap: Int) -> Bool {
        if text.count <= cap {
            self.write(escaping: text)
            return false
        }
        self.write(escaping: UnsafeRawBufferPointer(rebasing: text[..<TextCap.cut(text, cap: cap)]))
        self.write("…")
        return true
    }
}
