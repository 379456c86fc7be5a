/// Takes the texts of a record one after the other.
struct TextReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, from offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The next text, or what is left of it.
    mutating func take(_ length: UInt16) -> UnsafeRawBufferPointer {
        let end = min(self.offset + Int(length), self.bytes.count)
        defer { self.offset = end }
        return UnsafeRawBufferPointer(rebasing: self.bytes[self.offset..<end])
    }

    /// A 16-bit length; nil at the end.
    mutating func takeLength() -> UInt16? {
        guard self.offset + 2 <= self.bytes.count else { return nil }
        defer { self.offset += 2 }
        return self.bytes.loadUnaligned(fromByteOffset: self.offset, as: UInt16.self)
    }
}
