/// Copies the fields of a head that go on to the next hop.
enum FieldCopy {
    /// Writes the lines of all fields but those of the names in `dropped` and those that `Connection` names.
    ///
    /// Lines are copied as they stand; neighbours that are kept are one copy.
    /// - Parameters:
    ///   - end: Where the last line ends, before the empty one.
    /// - Complexity: O(n) in the bytes copied and the number of fields; does not allocate.
    @inline(__always)
    static func write(
        _ fields: [FieldEntry],
        _ base: UnsafeRawPointer,
        end: Int,
        without dropped: FieldNameSet,
        into cursor: inout ByteCursor
    ) {
        var runStart = -1
        for entry in fields {
            let start = Int(entry.nameStart)
            if dropped.contains(entry.name) || entry.isConnectionOption {
                if runStart >= 0 { cursor.write(base + runStart, start &- runStart) }
                runStart = -1
            } else if runStart < 0 {
                runStart = start
            }
        }
        if runStart >= 0 { cursor.write(base + runStart, end &- runStart) }
    }

    /// Writes the one field that says where the body ends.
    @inline(__always)
    static func writeFraming(_ framing: BodyFraming, into cursor: inout ByteCursor) {
        switch framing {
        case .length(let count):
            cursor.write("Content-Length: ")
            cursor.write(decimal: count)
            cursor.write("\r\n")
        case .chunked: cursor.write("Transfer-Encoding: chunked\r\n")
        case .none, .untilClose: break
        }
    }
}
