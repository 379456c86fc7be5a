/// The bytes of paths: which may stand there, and the one canonical spelling of percent-encoding.
package enum PathText {
    static let slash = UInt8(ascii: "/")
    static let percent = UInt8(ascii: "%")

    /// Letters, digits, `-._~`: the bytes whose percent-encoding means the same (RFC 3986 section 2.3).
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Unreserved bytes, sub-delimiters, `:` and `@` (RFC 3986 section 3.3), without `/` and `%`.
    static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "@"):
            true
        default: self.isUnreserved(byte)
        }
    }

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    static func appendEncoded(_ byte: UInt8, to text: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        text += [Self.percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// The one spelling of a path: unreserved bytes plain, what else is encoded with upper-case digits.
    ///
    /// Bytes over 0x7F become encoded; slashes stay.
    /// - Parameter bytes: A path or a part of one.
    /// - Returns: The path's bytes.
    /// - Throws: `forbiddenByte` or `percentEncoding` with the offset of the wrong byte.
    package static func canonical(_ bytes: some Collection<UInt8>) throws(RoutePatternError) -> [UInt8] {
        let input = Array(bytes)
        var text: [UInt8] = []
        var offset = 0
        while offset < input.count {
            let byte = input[offset]
            if byte == Self.percent {
                guard offset + 2 < input.count, let high = Self.hexValue(input[offset + 1]),
                    let low = Self.hexValue(input[offset + 2]), high << 4 | low != 0
                else { throw RoutePatternError(code: .percentEncoding, offset: offset) }
                let decoded = high << 4 | low
                if Self.isUnreserved(decoded) { text.append(decoded) } else { Self.appendEncoded(decoded, to: &text) }
                offset += 3
                continue
            }
            if byte >= 0x80 {
                Self.appendEncoded(byte, to: &text)
            } else if byte == Self.slash || Self.isPathByte(byte) {
                text.append(byte)
            } else {
                throw RoutePatternError(code: .forbiddenByte, offset: offset)
            }
            offset += 1
        }
        return text
    }
}
