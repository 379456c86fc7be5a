/// The URL under load: `http://host[:port][/path][?query]`.
package struct TargetURL: Sendable, Equatable {
    /// What is wrong with a URL, for the person who typed it.
    package struct ParseError: Error, Equatable {
        package var text: String
    }

    /// Without brackets.
    package var host: String
    package var port: Int
    /// As sent in the request line: path and query, at least `/`.
    package var requestTarget: String
    /// As sent in `Host`.
    package var authority: String

    /// - Throws: `ParseError` with what was wrong and what to write instead.
    package init(_ text: String) throws(ParseError) {
        if text.lowercased().hasPrefix("https://") {
            throw ParseError(text: "\(text): https is not supported yet; use http://")
        }
        guard text.lowercased().hasPrefix("http://") else {
            throw ParseError(text: "\(text): not a URL; write http://HOST[:PORT]/PATH")
        }
        let rest = text.dropFirst("http://".count).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let target = rest.dropFirst(authority.count)
        guard !authority.contains("@") else {
            throw ParseError(text: "the URL has a user name; write --header 'Authorization: …' instead")
        }
        guard !authority.isEmpty, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ParseError(text: "\(text): host, path and query must be visible ASCII, blanks written as %20")
        }
        let (host, portText) = try Self.split(authority, of: text)
        guard let port = Int(portText), (1...65_535).contains(port), !host.isEmpty else {
            throw ParseError(text: "\(text): the port must be 1 to 65535")
        }
        self.host = host
        self.port = port
        self.requestTarget = target.hasPrefix("/") ? String(target) : "/" + target
        self.authority = String(authority)
    }

    private static func split(_ authority: Substring, of text: String) throws(ParseError) -> (String, Substring) {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else {
                throw ParseError(text: "\(text): an IPv6 address is written [::1]")
            }
            let host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else {
                throw ParseError(text: "\(text): after ] only :PORT may follow")
            }
            return (String(host), rest.isEmpty ? "80" : rest.dropFirst())
        }
        guard let colon = authority.firstIndex(of: ":") else { return (String(authority), "80") }
        guard colon == authority.lastIndex(of: ":") else {
            throw ParseError(text: "\(text): an IPv6 address is written [::1]")
        }
        return (String(authority[..<colon]), authority[authority.index(after: colon)...])
    }
}
