/// Reads the lines of a response's head.
enum OutboundFieldReader {
    enum Framing: Equatable { case length(Int), chunked, untilClose }

    /// `Name: value`, without its line end.
    static func field(_ line: [UInt8]) throws(OutboundError) -> OutboundResponse.Field {
        guard let colon = line.firstIndex(of: 0x3A), colon > 0, line[..<colon].allSatisfy(Self.isToken) else {
            throw OutboundError(.protocolError, "a field without a valid name")
        }
        let value = line[(colon + 1)...].trimmingBlanks()
        if value.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
            throw OutboundError(.protocolError, "a control character in a field")
        }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        return OutboundResponse.Field(name: name, value: String(decoding: value, as: UTF8.self))
    }

    /// How the body is framed (RFC 9112 section 6.3); two ways at once are refused.
    static func framing(_ response: OutboundResponse) throws(OutboundError) -> Framing {
        var lengths: [String] = []
        var codings: [String] = []
        for field in response.fields {
            if field.name == "content-length" { lengths.append(field.value) }
            if field.name == "transfer-encoding" { codings.append(field.value.lowercased()) }
            if field.name == "content-encoding", field.value.lowercased() != "identity" {
                throw OutboundError(.protocolError, "its body is compressed, which was not asked for")
            }
        }
        if lengths.count + codings.count > 1 { throw OutboundError(.protocolError, "its body is framed twice") }
        if let coding = codings.first {
            if coding != "chunked" { throw OutboundError(.protocolError, "an unknown transfer coding") }
            return .chunked
        }
        guard let text = lengths.first else { return .untilClose }
        guard !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let length = Int(text)
        else { throw OutboundError(.protocolError, "its Content-Length is no number") }
        return .length(length)
    }

    /// Whether the connection ends with this response.
    static func closes(_ response: OutboundResponse, isVersion10: Bool) -> Bool {
        let options = response.fields.filter { $0.name == "connection" }.flatMap { $0.value.split(separator: ",") }
            .map { String($0).lowercased().filter { $0 != " " && $0 != "\t" } }
        return options.contains("close") || (isVersion10 && !options.contains("keep-alive"))
    }

    /// The size of a chunk; what follows it on its line is skipped.
    static func chunkSize(_ line: [UInt8]) throws(OutboundError) -> Int {
        let digits = line.prefix { $0 != 0x3B }
        guard !digits.isEmpty, digits.count <= 15, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
            digits.first != 0x2B, digits.first != 0x2D
        else { throw OutboundError(.protocolError, "the size of a chunk is no number") }
        return size
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks and tabs at both ends.
    fileprivate func trimmingBlanks() -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let rest = self.drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return [] }
        return rest[...last]
    }
}
