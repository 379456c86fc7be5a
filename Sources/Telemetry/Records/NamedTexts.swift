/// A list of names and values as it lies in a record: reads one, entry by entry.
///
/// ```
/// entry: name length (1 byte) · value length (2 bytes, little-endian) · name · value
/// 0                           behind the last entry: others were left out, for want of room
/// ```
/// A value is at most ``valueLimit`` bytes and one more, so that the reader sees that it was longer.
package struct NamedTexts {
    /// Names in a configured list.
    package static let nameCount = 16
    /// Bytes of a value that are logged (telemetry.md section 5).
    package static let valueLimit = 256
    /// Bytes of a whole list.
    package static let byteLimit = 4096

    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    /// Entries were left out; known when `next` has answered nil.
    package private(set) var isCut = false

    package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// - Returns: The next entry; nil behind the last, and at what is none.
    package mutating func next() -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
        guard self.offset < self.bytes.count else { return nil }
        let nameLength = Int(self.bytes[self.offset])
        if nameLength == 0 { self.isCut = true }
        guard nameLength > 0, self.bytes.count - self.offset >= 3 else { return nil }
        let valueLength = Int(self.bytes[self.offset + 1]) | Int(self.bytes[self.offset + 2]) << 8
        let name = self.offset + 3
        let value = name + nameLength
        guard value + valueLength <= self.bytes.count else { return nil }
        self.offset = value + valueLength
        return (
            UnsafeRawBufferPointer(rebasing: self.bytes[name..<value]),
            UnsafeRawBufferPointer(rebasing: self.bytes[value..<self.offset])
        )
    }
}
