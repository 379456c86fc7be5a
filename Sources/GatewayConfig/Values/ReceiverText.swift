/// Reads the URL of a receiver of spans: `http://host:port/path` or `https://…`.
enum ReceiverText {
    private static let schemes = ["http://", "https://"]
    private static let longest = 1_024

    /// Checks a URL and gives it as it is.
    static func check(_ text: String) throws(Problem) -> String {
        let quoted = Problem.quoted(text)
        let isVisible = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && text.utf8.count <= Self.longest
        guard isVisible, let scheme = Self.schemes.first(where: { text.hasPrefix($0) }) else {
            throw Problem(.receiver, "\(quoted) is not a URL", "write a URL such as http://127.0.0.1:4318/v1/traces")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        let path = rest.dropFirst(authority.count)
        if authority.contains("@") {
            // Not quoted: it may hold a password.
            throw Problem(.receiver, "the URL names a user", "leave out what stands before @")
        }
        if path.contains(where: { "?#".contains($0) }) {
            // Not quoted: it may hold a token.
            throw Problem(.receiver, "the URL goes on after its path", "leave out ? and # and what follows")
        }
        if path.count < 2 {
            let base = path.isEmpty ? text : String(text.dropLast())
            throw Problem(.receiver, "\(quoted) has no path", "write \(base)/v1/traces")
        }
        try Self.checkAuthority(authority, quoted)
        return text
    }

    private static func checkAuthority(_ authority: Substring, _ quoted: String) throws(Problem) {
        var host = authority
        var port: Substring?
        let end = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : authority.startIndex
        if let end, let colon = authority[end...].firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        let inside = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : ""
        let isAddress = AddressText.parse(inside).map { !$0.isIPv4 } ?? false
        guard isAddress || HostText.isName(String(host)) || AddressText.parse(String(host))?.isIPv4 == true else {
            throw Problem(.receiver, "\(quoted) names no host", "write a name or an address, IPv6 in [ ], after ://")
        }
        if let port, port.contains(where: { !$0.isASCII || !$0.isNumber }) || !(1...65_535).contains(Int(port) ?? 0) {
            throw Problem(.receiver, "\(quoted) has no valid port", "write a number from 1 to 65535 after the colon")
        }
    }
}
