/// Writes messages of protocol buffers (protobuf.dev, "Encoding").
///
/// Fields that hold their default (0, empty) are the caller's to leave out.
struct ProtobufWriter {
    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case delimited = 2
        case fixed32 = 5
    }

    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { self.bytes.reserveCapacity(capacity) }

    mutating func write(_ field: Int, varint value: UInt64) {
        self.write(tag: field, .varint)
        self.write(varint: value)
    }

    mutating func write(_ field: Int, fixed64 value: UInt64) {
        self.write(tag: field, .fixed64)
        withUnsafeBytes(of: value.littleEndian) { self.bytes.append(contentsOf: $0) }
    }

    mutating func write(_ field: Int, fixed32 value: UInt32) {
        self.write(tag: field, .fixed32)
        withUnsafeBytes(of: value.littleEndian) { self.bytes.append(contentsOf: $0) }
    }

    mutating func write(_ field: Int, _ text: String) {
        self.write(tag: field, .delimited)
        self.write(varint: UInt64(text.utf8.count))
        self.bytes.append(contentsOf: text.utf8)
    }

    /// Numbers as bytes, the most significant first: how ids are written.
    mutating func write(_ field: Int, bigEndian words: UInt64...) {
        self.write(tag: field, .delimited)
        self.write(varint: UInt64(words.count * 8))
        for word in words { withUnsafeBytes(of: word.bigEndian) { self.bytes.append(contentsOf: $0) } }
    }

    /// A message within this one.
    mutating func write(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
        self.write(tag: field, .delimited)
        let start = self.bytes.count
        self.bytes.append(0)  // the length: one byte as long as it fits
        body(&self)
        let length = self.bytes.count - start - 1
        if length < 0x80 {
            self.bytes[start] = UInt8(length)
            return
        }
        var head = ProtobufWriter()
        head.write(varint: UInt64(length))
        self.bytes.replaceSubrange(start...start, with: head.bytes)
    }

    private mutating func write(tag field: Int, _ type: WireType) {
        self.write(varint: UInt64(field) << 3 | type.rawValue)
    }

    private mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
