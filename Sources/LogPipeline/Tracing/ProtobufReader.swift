/// Reads the fields of one message of protocol buffers, one after the other.
struct ProtobufReader {
    enum Value: Equatable {
        case varint(UInt64)
        case fixed64
        case fixed32
        case delimited(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>
    /// The bytes are no message.
    private(set) var hasFailed = false

    init(_ bytes: ArraySlice<UInt8>) { self.rest = bytes }

    /// The next field; nil at the end, or when the bytes are wrong.
    mutating func next() -> (number: Int, value: Value)? {
        if self.rest.isEmpty || self.hasFailed { return nil }
        if let tag = self.varint(), tag >> 3 > 0, tag >> 3 < 1 << 29, let value = self.value(tag & 7) {
            return (Int(tag >> 3), value)
        }
        self.hasFailed = true
        return nil
    }

    private mutating func value(_ type: UInt64) -> Value? {
        switch type {
        case 0: return self.varint().map { .varint($0) }
        case 1: return self.take(8).map { _ in .fixed64 }
        case 2:
            guard let length = self.varint(), length <= UInt64(self.rest.count) else { return nil }
            return self.take(Int(length)).map { .delimited($0) }
        case 5: return self.take(4).map { _ in .fixed32 }
        default: return nil
        }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard self.rest.count >= count else { return nil }
        defer { self.rest = self.rest.dropFirst(count) }
        return self.rest.prefix(count)
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = self.rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
