/// Keeps a line within ``TextCap/line``: it loses optional fields from the end until it fits.
///
/// What comes before the first optional field always fits, so no line is ever dropped for its length.
struct LineEnd {
    private let start: UnsafeMutablePointer<UInt8>
    private var lastGood: UnsafeMutablePointer<UInt8>

    init(_ cursor: ByteCursor) {
        self.start = cursor.next
        self.lastGood = cursor.next
    }

    /// Everything up to here may end the line, if it is not too long.
    @inline(__always)
    mutating func mayEnd(at cursor: ByteCursor) {
        if cursor.next - self.start <= TextCap.line - 2 { self.lastGood = cursor.next }
    }

    /// Closes the object.
    /// - Returns: Whether fields were lost.
    @inline(__always)
    func close(_ cursor: inout ByteCursor) -> Bool {
        let isTooLong = cursor.next - self.start > TextCap.line - 2
        if isTooLong { cursor.next = self.lastGood }
        cursor.write("}\n")
        return isTooLong
    }
}
