/// A recursive reader of JSON whose numbers are integers; every failure is nil, for what is stored was written by us.
struct CanonicalJSONReader {
    private static let depthLimit = 32
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> CanonicalJSON? {
        guard let value = self.value(depth: 0) else { return nil }
        self.skipBlanks()
        return self.position == self.bytes.count ? value : nil
    }

    private var next: UInt8? { self.position < self.bytes.count ? self.bytes[self.position] : nil }

    private mutating func skipBlanks() {
        while let byte = self.next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { self.position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        self.skipBlanks()
        guard self.next == byte else { return false }
        self.position += 1
        return true
    }

    private mutating func take(_ word: StaticString, as value: CanonicalJSON) -> CanonicalJSON? {
        let end = self.position + word.utf8CodeUnitCount
        guard end <= self.bytes.count else { return nil }
        for offset in 0..<word.utf8CodeUnitCount where self.bytes[self.position + offset] != word.utf8Start[offset] {
            return nil
        }
        self.position = end
        return value
    }

    private mutating func value(depth: Int) -> CanonicalJSON? {
        self.skipBlanks()
        guard depth < Self.depthLimit, let byte = self.next else { return nil }
        switch byte {
        case UInt8(ascii: "n"): return self.take("null", as: .null)
        case UInt8(ascii: "t"): return self.take("true", as: .bool(true))
        case UInt8(ascii: "f"): return self.take("false", as: .bool(false))
        case UInt8(ascii: "\""): return self.string().map { .string($0) }
        case UInt8(ascii: "["): return self.array(depth: depth)
        case UInt8(ascii: "{"): return self.object(depth: depth)
        default: return self.number()
        }
    }

    private mutating func array(depth: Int) -> CanonicalJSON? {
        self.position += 1
        var values: [CanonicalJSON] = []
        if self.take(UInt8(ascii: "]")) { return .array(values) }
        repeat {
            guard let value = self.value(depth: depth + 1) else { return nil }
            values.append(value)
        } while self.take(UInt8(ascii: ","))
        return self.take(UInt8(ascii: "]")) ? .array(values) : nil
    }

    private mutating func object(depth: Int) -> CanonicalJSON? {
        self.position += 1
        var members: [String: CanonicalJSON] = [:]
        if self.take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            self.skipBlanks()
            guard let key = self.string(), self.take(UInt8(ascii: ":")), members[key] == nil,
                let value = self.value(depth: depth + 1)
            else { return nil }
            members[key] = value
        } while self.take(UInt8(ascii: ","))
        return self.take(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func number() -> CanonicalJSON? {
        let start = self.position
        if self.next == UInt8(ascii: "-") { self.position += 1 }
        while let byte = self.next, (0x30...0x39).contains(byte) { self.position += 1 }
        let digits = String(decoding: self.bytes[start..<self.position], as: UTF8.self)
        guard let value = Int64(digits), String(value) == digits else { return nil }
        return .int(value)
    }

    private mutating func string() -> String? {
        guard self.next == UInt8(ascii: "\"") else { return nil }
        self.position += 1
        var text: [UInt8] = []
        while let byte = self.next {
            self.position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = self.escape() else { return nil }
                text.append(contentsOf: String(Character(scalar)).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = self.next else { return nil }
        self.position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"):
            guard let first = self.hexadecimal() else { return nil }
            if let scalar = Unicode.Scalar(first) { return scalar }
            return self.surrogatePair(first)
        default: return nil
        }
    }

    private mutating func surrogatePair(_ high: UInt32) -> Unicode.Scalar? {
        guard (0xD800...0xDBFF).contains(high), self.next == UInt8(ascii: "\\") else { return nil }
        self.position += 1
        guard self.next == UInt8(ascii: "u") else { return nil }
        self.position += 1
        guard let low = self.hexadecimal(), (0xDC00...0xDFFF).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func hexadecimal() -> UInt32? {
        guard self.position + 4 <= self.bytes.count else { return nil }
        let digits = String(decoding: self.bytes[self.position..<self.position + 4], as: UTF8.self)
        self.position += 4
        return digits.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }
            ? UInt32(digits, radix: 16) : nil
    }
}
