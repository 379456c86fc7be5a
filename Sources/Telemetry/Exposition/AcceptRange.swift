/// One element of an Accept field (RFC 9110 section 12.5.1): a media range, its parameters, its weight.
struct AcceptRange: Equatable {
    /// Lower case: `text/plain`, `*/*`.
    var mediaType: String
    /// Names in lower case; without `q`.
    var parameters: [String: String] = [:]
    /// The weight in thousandths; 0: not acceptable.
    var weight = 1_000

    /// Reads a whole field; nil when any part of it is malformed.
    ///
    /// Empty elements are allowed.
    static func list(_ field: String) -> [AcceptRange]? {
        var scanner = AcceptScanner(field)
        var ranges: [AcceptRange] = []
        while true {
            scanner.skipBlanks()
            if scanner.isAtEnd { return ranges }
            if scanner.skip(",") { continue }
            guard let range = Self.range(&scanner) else { return nil }
            ranges.append(range)
            scanner.skipBlanks()
            if !scanner.isAtEnd, !scanner.skip(",") { return nil }
        }
    }

    private static func range(_ scanner: inout AcceptScanner) -> AcceptRange? {
        guard let type = scanner.token(), scanner.skip("/"), let subtype = scanner.token(),
            type != "*" || subtype == "*"
        else { return nil }
        var range = AcceptRange(mediaType: "\(type)/\(subtype)".lowercased())
        while true {
            scanner.skipBlanks()
            guard scanner.skip(";") else { return range }
            scanner.skipBlanks()
            guard let name = scanner.token()?.lowercased(), scanner.skip("="), let value = scanner.value() else {
                return nil
            }
            if name == "q" {
                guard let weight = Self.weight(value) else { return nil }
                range.weight = weight
            } else if range.parameters.updateValue(value, forKey: name) != nil {
                return nil
            }
        }
    }

    /// `0`, `1`, or with up to three digits after the point; not above 1.
    static func weight(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0] == "0" || parts[0] == "1" else { return nil }
        let digits = parts.count > 1 ? parts[1] : ""
        guard digits.count <= 3, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let padded = digits + String(repeating: "0", count: 3 - digits.count)
        let weight = (parts[0] == "1" ? 1_000 : 0) + (Int(padded) ?? 0)
        return weight <= 1_000 ? weight : nil
    }
}
