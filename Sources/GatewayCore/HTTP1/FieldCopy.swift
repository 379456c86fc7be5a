/// Copies the fields of a head that go on to the next hop.
enum FieldCopy {
    /// Writes the lines of all fields but those of the names in `dropped` and those that `Connection` names.
    ///
    /// Lines are copied as they stand, and neighbours that are kept are one copy. Only a line with needless blanks is
    /// written as `Name: value`, because not every parser leaves those at the end out of the value (llhttp does not).
    /// - Parameters:
    ///   - fields: Of the head, in their order.
    ///   - base: The head's first byte.
    ///   - end: Where the last line ends, before the empty one.
    ///   - dropped: Names that end here.
    ///   - cursor: Where to write; there is room for the whole head.
    /// - Complexity: O(n) in the bytes copied and the number of fields; does not allocate.
    @inline(__always)
    static func write(
        _ fields: [FieldEntry],
        _ base: UnsafeRawPointer,
        end: Int,
        without dropped: FieldNameSet,
        into cursor: inout ByteCursor
    ) {
        // From here to the field looked at all lines are kept as they stand; negative: none.
        var runStart = -1
        for index in fields.indices {
            let entry = fields[index]
            let start = Int(entry.nameStart)
            let lineEnd = index &+ 1 < fields.count ? Int(fields[index &+ 1].nameStart) : end
            let isKept = !dropped.contains(entry.name) && !entry.isConnectionOption
            if isKept, Self.isPlain(entry, base, lineEnd: lineEnd) {
                if runStart < 0 { runStart = start }
                continue
            }
            if runStart >= 0 { cursor.write(base + runStart, start &- runStart) }
            runStart = -1
            if isKept { Self.writeLine(entry, base, into: &cursor) }
        }
        if runStart >= 0 { cursor.write(base + runStart, end &- runStart) }
    }

    /// Whether there is no blank but one space after the colon, or none.
    @inline(__always)
    private static func isPlain(_ entry: FieldEntry, _ base: UnsafeRawPointer, lineEnd: Int) -> Bool {
        let valueStart = Int(entry.valueStart)
        let colon = Int(entry.nameStart) &+ Int(entry.nameLength)
        guard lineEnd &- (valueStart &+ Int(entry.valueLength)) == 2 else { return false }
        switch valueStart &- colon {
        case 1: return true
        case 2: return base.load(fromByteOffset: colon &+ 1, as: UInt8.self) == ASCII.space
        default: return false
        }
    }

    @inline(never)
    private static func writeLine(_ entry: FieldEntry, _ base: UnsafeRawPointer, into cursor: inout ByteCursor) {
        cursor.write(entry.nameBytes(base))
        cursor.write(": ")
        cursor.write(entry.value(base))
        cursor.write("\r\n")
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
