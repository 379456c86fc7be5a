/// Reads JSON from front to back without building a tree (RFC 8259).
///
/// The caller asks for what it expects and skips the rest. Nesting is limited. Valid as long as its bytes.
struct JSONReader {
    struct Failure: Error {}

    static let depthLimit = 32

    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var depth = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next byte that is no blank, not taken.
    private mutating func peek() throws(Failure) -> UInt8 {
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
            self.position += 1
        }
        throw Failure()
    }

    private mutating func take() throws(Failure) -> UInt8 {
        guard self.position < self.bytes.count else { throw Failure() }
        defer { self.position += 1 }
        return self.bytes[self.position]
    }

    private mutating func expect(_ byte: UInt8) throws(Failure) {
        if try self.peek() != byte { throw Failure() }
        self.position += 1
    }

    /// Only blanks follow.
    mutating func end() throws(Failure) {
        while self.position < self.bytes.count {
            let byte = try self.take()
            if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { throw Failure() }
        }
    }

    // MARK: Objects and arrays

    /// Enters an object; then ask for `nextName` until it is nil, reading or skipping each value.
    mutating func beginObject() throws(Failure) { try self.begin(0x7B) }

    mutating func beginArray() throws(Failure) { try self.begin(0x5B) }

    private mutating func begin(_ byte: UInt8) throws(Failure) {
        try self.expect(byte)
        self.depth += 1
        if self.depth > Self.depthLimit { throw Failure() }
    }

    /// The name of the next member; nil at the end of the object.
    ///
    /// `isFirst`: True before the first member; becomes false.
    mutating func nextName(_ isFirst: inout Bool) throws(Failure) -> String? {
        guard try self.hasNext(&isFirst, end: 0x7D) else { return nil }
        let name = try self.string()
        try self.expect(0x3A)
        return name
    }

    mutating func hasNextElement(_ isFirst: inout Bool) throws(Failure) -> Bool {
        try self.hasNext(&isFirst, end: 0x5D)
    }

    private mutating func hasNext(_ isFirst: inout Bool, end: UInt8) throws(Failure) -> Bool {
        if try self.peek() == end {
            self.position += 1
            self.depth -= 1
            return false
        }
        if !isFirst { try self.expect(0x2C) }
        isFirst = false
        return true
    }

    // MARK: Values

    /// A string, at most `limit` bytes of it; what follows them is read and left out.
    mutating func string(limit: Int = 2048) throws(Failure) -> String {
        try self.expect(0x22)
        var text: [UInt8] = []
        while true {
            let byte = try self.take()
            switch byte {
            case 0x22: return String(decoding: text, as: UTF8.self)
            case 0x5C:
                let scalar = try self.escape()
                if text.count < limit { text.append(contentsOf: Array(String(scalar).utf8)) }
            case ..<0x20: throw Failure()
            default: if text.count < limit { text.append(byte) }
            }
        }
    }

    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        switch try self.take() {
        case 0x22: return "\""
        case 0x5C: return "\\"
        case 0x2F: return "/"
        case 0x62: return "\u{8}"
        case 0x66: return "\u{c}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75:
            let high = try self.hexadecimal()
            guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
            guard try self.take() == 0x5C, try self.take() == 0x75 else { throw Failure() }
            let low = try self.hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw Failure() }
            return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
        default: throw Failure()
        }
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            switch try self.take() {
            case let digit where (0x30...0x39).contains(digit): value = value << 4 + UInt32(digit - 0x30)
            case let digit where (0x41...0x46).contains(digit): value = value << 4 + UInt32(digit - 0x41 + 10)
            case let digit where (0x61...0x66).contains(digit): value = value << 4 + UInt32(digit - 0x61 + 10)
            default: throw Failure()
            }
        }
        return value
    }

    /// A whole number of at most nine digits.
    mutating func integer() throws(Failure) -> Int {
        let text = try self.word()
        guard text.count <= 9, let value = Int(text), !text.hasPrefix("+") else { throw Failure() }
        return value
    }

    mutating func boolean() throws(Failure) -> Bool {
        switch try self.word() {
        case "true": return true
        case "false": return false
        default: throw Failure()
        }
    }

    /// A number or a literal, up to where one ends.
    private mutating func word() throws(Failure) -> String {
        _ = try self.peek()
        var text: [UInt8] = []
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: text.append(byte)
            default: return try Self.whole(text)
            }
            if text.count > 64 { throw Failure() }
            self.position += 1
        }
        return try Self.whole(text)
    }

    private static func whole(_ text: [UInt8]) throws(Failure) -> String {
        if text.isEmpty { throw Failure() }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads a value of any kind and forgets it.
    mutating func skip() throws(Failure) {
        var isFirst = true
        switch try self.peek() {
        case 0x7B:
            try self.beginObject()
            while try self.nextName(&isFirst) != nil { try self.skip() }
        case 0x5B:
            try self.beginArray()
            while try self.hasNextElement(&isFirst) { try self.skip() }
        case 0x22: _ = try self.string(limit: 0)
        default:
            let text = try self.word()
            let isLiteral = text == "true" || text == "false" || text == "null"
            if !isLiteral,
                Double(text)?.isFinite != true || text.contains(where: { $0.isLetter && $0 != "e" && $0 != "E" })
            {
                throw Failure()
            }
        }
    }
}
