/// The head of a message as it stood on the wire, read strictly: CRLF only, one colon per line, names that are tokens.
struct MessageHead: Sendable, Equatable {
    struct Field: Sendable, Equatable {
        var name: String
        var value: String
    }

    /// Everything up to and with the empty line.
    let text: String
    let startLine: String
    let fields: [Field]

    /// - Parameter bytes: With the final empty line.
    /// - Throws: `HarnessError` when it is not a head.
    init(_ bytes: some Sequence<UInt8>) throws {
        let bytes = Array(bytes)
        // Latin-1: every byte is a character, so nothing is lost.
        self.text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        var lines: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                lines.append([])
                index += 2
                continue
            }
            guard bytes[index] >= 0x20 || bytes[index] == 0x09 else {
                throw HarnessError("byte \(bytes[index]) at \(index) of the head")
            }
            lines[lines.count - 1].append(bytes[index])
            index += 1
        }
        guard lines.count >= 3, lines.suffix(2).allSatisfy(\.isEmpty) else { throw HarnessError("no end of the head") }
        let texts = lines.dropLast(2).map { line in String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) })) }
        self.startLine = texts[0]
        self.fields = try texts.dropFirst().map { line in
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
                throw HarnessError("no field: \(line)")
            }
            let name = String(line[..<colon])
            let isToken = name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || "0123456789!#$%&'*+-.^_`|~".unicodeScalars.contains(scalar))
            }
            guard isToken else { throw HarnessError("no field name: \(name)") }
            return Field(name: name, value: line[line.index(after: colon)...].drop { $0 == " " }.description)
        }
    }

    /// All values of a name, which is matched without regard to case.
    func values(_ name: String) -> [String] {
        self.fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// The one value of a name; nil when the field is missing or stands there twice.
    subscript(name: String) -> String? {
        let values = self.values(name)
        return values.count == 1 ? values[0] : nil
    }
}
