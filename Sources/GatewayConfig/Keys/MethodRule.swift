/// Which methods a route may list.
enum MethodRule {
    static let standard = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    private static let longest = 24

    static func check(_ text: String) throws(Problem) -> String {
        if Self.standard.contains(text) { return text }
        let quoted = Problem.quoted(text)
        if ["CONNECT", "TRACE"].contains(text.uppercased()) {
            throw Problem(.method, "\(quoted) is never passed on", "remove it")
        }
        if Self.standard.contains(text.uppercased()) {
            throw Problem(.method, "\(quoted) is not a method: their case counts", "write \(text.uppercased())")
        }
        let isWellFormed =
            (1...Self.longest).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x2D }
        if !isWellFormed {
            throw Problem(.method, "\(quoted) is not a method", "write at most \(Self.longest) of A-Z and -")
        }
        let near = Self.standard.first { Suggestion.distance(Array($0), Array(text)) == 1 }
        if let near { throw Problem(.method, "\(quoted) is not a known method", "write \(near)") }
        return text
    }

    /// RFC 9110 section 5.6.2.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
