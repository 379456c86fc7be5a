/// How the body of a scrape's answer is coded (RFC 9110 section 12.5.3).
package enum ContentCoding: Sendable {
    case identity, gzip

    /// Chooses by an Accept-Encoding field, whose lines are joined by commas: gzip, where it is taken and nothing speaks
    /// for the plain body; `identity` without a field or for a malformed one.
    package static func negotiate(acceptEncoding field: String?) -> ContentCoding {
        guard let field, let weights = Self.weights(field) else { return .identity }
        let gzip = weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0
        return gzip > 0 && gzip >= weights["identity"] ?? 0 ? .gzip : .identity
    }

    /// Codings in lower case with their weights in thousandths; nil when any part of the field is malformed.
    private static func weights(_ field: String) -> [String: Int]? {
        var scanner = AcceptScanner(field)
        var weights: [String: Int] = [:]
        while true {
            scanner.skipBlanks()
            if scanner.isAtEnd { return weights }
            if scanner.skip(",") { continue }
            guard let coding = scanner.token()?.lowercased() else { return nil }
            scanner.skipBlanks()
            var weight = 1_000
            if scanner.skip(";") {
                scanner.skipBlanks()
                guard scanner.token()?.lowercased() == "q", scanner.skip("="), let text = scanner.token(),
                    let value = AcceptRange.weight(text)
                else { return nil }
                weight = value
                scanner.skipBlanks()
            }
            weights[coding] = weight
            if !scanner.isAtEnd, !scanner.skip(",") { return nil }
        }
    }
}
