/// Keeps a line within ``TextCap/line``: it loses optional fields from the end until it fits.
///
/// What comes before the first optional field always fits, so no line is ever dropped for its length. Room is kept for
/// `gateway.truncated`, which stands last and says which fields were cut.
struct LineEnd {
    /// `,"gateway.truncated":[…]` with every field there is.
    private static let listBytes = 512

    private let start: UnsafeMutablePointer<UInt8>
    private var lastGood: UnsafeMutablePointer<UInt8>

    init(_ cursor: ByteCursor) {
        self.start = cursor.next
        self.lastGood = cursor.next
    }

    /// Everything up to here may end the line, if it is not too long.
    @inline(__always)
    mutating func mayEnd(at cursor: ByteCursor) {
        if !self.isTooLong(cursor) { self.lastGood = cursor.next }
    }

    @inline(__always)
    func isTooLong(_ cursor: ByteCursor) -> Bool { cursor.next - self.start > TextCap.line - 2 - Self.listBytes }

    /// Closes the object; a line that is too long ends at the last place it may.
    @inline(__always)
    func close(_ cursor: inout ByteCursor, _ truncations: borrowing TruncationCounts) {
        if self.isTooLong(cursor) { cursor.next = self.lastGood }
        if truncations.hasLineCuts { cursor.next = Self.list(truncations, cursor).next }
        cursor.write("}\n")
    }

    @inline(never)
    private static func list(_ truncations: borrowing TruncationCounts, _ cursor: ByteCursor) -> ByteCursor {
        var out = cursor
        out.write(#","gateway.truncated":["#)
        var isFirst = true
        for name in truncations.lineFields {
            out.write(isFirst ? "\"" : ",\"")
            isFirst = false
            for byte in name.utf8 { out.write(byte: byte) }
            out.write(byte: 0x22)
        }
        out.write(byte: 0x5D)
        return out
    }
}
