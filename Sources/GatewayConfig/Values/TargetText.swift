import GatewayCore

/// Addresses of targets: `127.0.0.1:9001`, `[::1]:9001`, `orders.internal:9001`.
enum TargetText {
    private static let expected = "write IPv4:port, [IPv6]:port or host:port"
    /// Names of metadata services; their addresses are refused as blocks.
    private static let metadataNames: Set = ["metadata.google.internal", "metadata", "instance-data"]

    static func parse(_ text: String) throws(Problem) -> UpstreamPlan.Target {
        if text.contains("://") {
            throw Problem(.target, "\(Problem.quoted(text)) is a URL", "write host:port alone")
        }
        let host: Substring
        let rest: Substring
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]") else {
                throw Problem(.target, "\(Problem.quoted(text)) has no ]", Self.expected)
            }
            host = text[text.index(after: text.startIndex)..<close]
            rest = text[text.index(after: close)...]
        } else {
            let colons = text.filter { $0 == ":" }.count
            if colons > 1, AddressText.parse(text) != nil {
                throw Problem(
                    .target,
                    "\(Problem.quoted(text)) is an IPv6 address without port",
                    "write [\(text)]:port"
                )
            }
            let colon = text.lastIndex(of: ":") ?? text.endIndex
            host = text[..<colon]
            rest = text[colon...]
        }
        guard rest.first == ":" else {
            throw Problem(.target, "\(Problem.quoted(text)) has no port", Self.expected)
        }
        guard let port = Quantity.whole(String(rest.dropFirst())), (1...65_535).contains(port) else {
            throw Problem(.port, "\(Problem.quoted(String(rest.dropFirst()))) is not a port", "write 1 to 65535")
        }
        try Self.check(String(host), isBracketed: text.first == "[", in: text)
        return UpstreamPlan.Target(address: text, host: String(host), port: port)
    }

    private static func check(_ host: String, isBracketed: Bool, in text: String) throws(Problem) {
        if let address = AddressText.parse(host), address.isIPv4 != isBracketed {
            if AddressBlock.refusesTarget(high: address.high, low: address.low) {
                throw Problem(
                    .refusedAddress,
                    "\(host) is a link-local, multicast, unspecified, reserved or cloud-metadata address",
                    "write the address of a server"
                )
            }
            return
        }
        if isBracketed || !HostText.isName(host) {
            throw Problem(.target, "\(Problem.quoted(host)) is neither an address nor a host name", Self.expected)
        }
        if Self.metadataNames.contains(host.lowercased()) {
            throw Problem(.refusedAddress, "\(host) is a cloud-metadata service", "write the address of a server")
        }
    }
}
