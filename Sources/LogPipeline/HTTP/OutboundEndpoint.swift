/// The server that log records or traces are sent to, from a URL of the configuration.
package struct OutboundEndpoint: Sendable, Equatable {
    /// Uses TLS.
    package var isSecure: Bool
    /// A name or an address, IPv6 without brackets.
    package var host: String
    package var port: Int
    /// What stands before every target: empty, or a path without a slash at its end.
    package var path: String

    package init(isSecure: Bool, host: String, port: Int, path: String = "") {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.path = path
    }

    /// Reads `http://host:port/path`; the port may be left out where `defaultPort` or the scheme says it.
    ///
    /// - Parameters:
    ///   - url: Without user, query and fragment.
    ///   - defaultPort: Of both schemes; nil: 80 and 443.
    /// - Throws: What is wrong and what to write instead.
    package init(url: String, defaultPort: Int? = nil) throws(OutboundEndpointError) {
        var rest = Substring(url)
        if rest.hasPrefix("http://") {
            self.isSecure = false
        } else if rest.hasPrefix("https://") {
            self.isSecure = true
        } else {
            throw OutboundEndpointError(text: "a URL begins with http:// or https://")
        }
        rest = rest.drop { $0 != "/" }.dropFirst(2)
        let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if !isPlain { throw OutboundEndpointError(text: "a URL has no blanks and only ASCII; write others as %XX") }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        var path = rest.dropFirst(authority.count)
        if path.contains(where: { $0 == "?" || $0 == "#" }) {
            throw OutboundEndpointError(text: "leave out what follows the path (? or #)")
        }
        if authority.contains("@") {
            throw OutboundEndpointError(text: "no user or password in a URL; name the file that holds the secret")
        }
        while path.hasSuffix("/") { path = path.dropLast() }
        self.path = String(path)
        let (host, port) = try Self.split(authority)
        self.host = host
        self.port = port ?? defaultPort ?? (self.isSecure ? 443 : 80)
    }

    private static func split(_ authority: Substring) throws(OutboundEndpointError) -> (String, Int?) {
        let host: Substring
        var after: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else {
                throw OutboundEndpointError(text: "an IPv6 address ends with ]")
            }
            host = authority[authority.index(after: authority.startIndex)..<end]
            after = authority[authority.index(after: end)...]
        } else {
            host = authority.prefix { $0 != ":" }
            after = authority.dropFirst(host.count)
        }
        if host.isEmpty { throw OutboundEndpointError(text: "a host name or an address follows ://") }
        if host.utf8.count > 253 { throw OutboundEndpointError(text: "a host name has at most 253 characters") }
        if after.isEmpty { return (String(host), nil) }
        guard after.removeFirst() == ":", after.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(after),
            (1...65_535).contains(port)
        else { throw OutboundEndpointError(text: "a port is a number from 1 to 65535, after a colon") }
        return (String(host), port)
    }

    /// The `Host` field.
    package var authority: String {
        let host = self.host.contains(":") ? "[\(self.host)]" : self.host
        return self.port == (self.isSecure ? 443 : 80) ? host : "\(host):\(self.port)"
    }
}
