/// Reads tokens, quoted strings and separators of a field's value (RFC 9110 section 5.6).
struct AcceptScanner {
    private var rest: Substring.UTF8View

    init(_ field: String) { self.rest = Substring(field).utf8 }

    var isAtEnd: Bool { self.rest.isEmpty }

    mutating func skipBlanks() {
        self.rest = self.rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// Skips one character if it is next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard self.rest.first == UInt8(ascii: character) else { return false }
        self.rest.removeFirst()
        return true
    }

    /// A token, at least one character.
    mutating func token() -> String? {
        let token = self.rest.prefix(while: Self.isTokenCharacter)
        self.rest = self.rest.dropFirst(token.count)
        return token.isEmpty ? nil : String(token)
    }

    /// A token or a quoted string, without its quotes and backslashes.
    mutating func value() -> String? {
        guard self.skip("\"") else { return self.token() }
        var bytes: [UInt8] = []
        while let byte = self.rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = self.rest.popFirst(), Self.isText(escaped) else { return nil }
                bytes.append(escaped)
            case let byte where Self.isText(byte): bytes.append(byte)
            default: return nil
            }
        }
        return nil
    }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func isText(_ byte: UInt8) -> Bool { byte == 0x09 || (byte >= 0x20 && byte != 0x7F) }
}
