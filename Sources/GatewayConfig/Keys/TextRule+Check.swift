import GatewayCore

extension TextRule {
    /// Names have 1 to 64 characters.
    static let longestName = 64
    /// A template is a metric label, which is cut at 128 bytes.
    static let longestTemplate = 128
    static let longestPath = 1_024

    /// Checks a text and gives its canonical form.
    func check(_ text: String) throws(Problem) -> String {
        switch self {
        case .name: try Self.checkName(text)
        case .upstream, .policy: text
        case .listenHost: try Self.checkListenHost(text)
        case .routeHost: try Self.checkRouteHost(text)
        case .template: try Self.checkTemplate(text)
        case .method: try MethodRule.check(text)
        case .target: try TargetText.parse(text).address
        case .block: try Self.checkBlock(text)
        case .healthPath: try Self.checkHealthPath(text)
        case .fieldName: try Self.checkFieldName(text)
        case .loggedHeader: try Self.checkLoggedHeader(text)
        case .queryName: try Self.checkQueryName(text)
        case .directory, .file: try self.checkFilePath(text)
        case .receiver: try ReceiverText.check(text)
        case .storeURL: try Self.checkStoreURL(text)
        case .dataStreamPart: try Self.checkDataStreamPart(text)
        case .userName: try Self.checkUserName(text)
        case .timeZone: try Self.checkTimeZone(text)
        }
    }

    private static func checkName(_ text: String) throws(Problem) -> String {
        let bytes = Array(text.utf8)
        let isLetterOrDigit = { (byte: UInt8) in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
        let isName =
            (1...Self.longestName).contains(bytes.count) && isLetterOrDigit(bytes[0])
            && bytes.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
        if isName { return text }
        throw Problem(
            .name,
            "\(Problem.quoted(text)) is not a name",
            "write 1 to \(Self.longestName) of A-Z a-z 0-9 . _ -, the first a letter or digit"
        )
    }

    private static func checkListenHost(_ text: String) throws(Problem) -> String {
        if text.lowercased() == "localhost" || AddressText.parse(text) != nil { return text }
        let inside = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : ""
        var instead = "write 127.0.0.1, ::1, 0.0.0.0, :: or another address of this machine"
        if AddressText.parse(inside) != nil { instead = "write \(inside)" }
        if text == "*" { instead = "write 0.0.0.0 or ::" }
        throw Problem(.host, "\(Problem.quoted(text)) is not an address to listen on", instead)
    }

    private static func checkRouteHost(_ text: String) throws(Problem) -> String {
        if text.hasPrefix("["), text.hasSuffix("]"),
            let address = AddressText.parse(String(text.dropFirst().dropLast())),
            !address.isIPv4
        {
            return text.lowercased()
        }
        if HostText.isName(text) || AddressText.parse(text)?.isIPv4 == true { return text.lowercased() }
        var instead = "write a host such as api.example.com"
        if let colon = text.lastIndex(of: ":"), HostText.isName(String(text[..<colon])) {
            instead = "write \(text[..<colon]): routes do not look at the port"
        } else if text.hasPrefix("*.") {
            instead = "write one route for each host: there are no wildcards"
        } else if AddressText.parse(text) != nil {
            instead = "write [\(text)]"
        }
        throw Problem(.host, "\(Problem.quoted(text)) is not a host", instead)
    }

    private static func checkTemplate(_ text: String) throws(Problem) -> String {
        let quoted = Problem.quoted(text)
        if text.utf8.count > Self.longestTemplate {
            throw Problem(
                .template,
                "\(quoted) has more than \(Self.longestTemplate) bytes",
                "write a shorter template"
            )
        }
        do throws(RoutePatternError) {
            _ = try RoutePattern(text)
            return text
        } catch {
            // Messages of that error are "what; what to write instead".
            let parts = error.code.message.split(separator: "; ", maxSplits: 1).map(String.init)
            let place = error.offset == 0 ? "" : " at byte \(error.offset + 1)"
            throw Problem(.template, "\(quoted) is not a path template: \(parts[0])\(place)", parts.last ?? "")
        }
    }

    private static func checkBlock(_ text: String) throws(Problem) -> String {
        _ = try AddressText.block(text)
        return text
    }

    private static func checkHealthPath(_ text: String) throws(Problem) -> String {
        let isPath =
            text.hasPrefix("/") && text.utf8.count <= Self.longestPath
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
        if isPath { return text }
        throw Problem(
            .path,
            "\(Problem.quoted(text)) is not a path",
            "write / and at most \(Self.longestPath) visible ASCII characters without #"
        )
    }

    private static func checkFieldName(_ text: String) throws(Problem) -> String {
        let isToken = (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(MethodRule.isTokenByte)
        // The codec refuses names with `_`: two programs may read it as `-`.
        if isToken, !text.contains("_") { return text.lowercased() }
        throw Problem(
            .fieldName,
            "\(Problem.quoted(text)) is not the name of a header field",
            "write a name such as X-Account-Id, at most 64 characters, without _"
        )
    }

    /// Fields that are credentials whoever sends them, and that no list may put into a log (telemetry.md section 5).
    static let neverLogged = ["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"]

    private static func checkLoggedHeader(_ text: String) throws(Problem) -> String {
        let name = try Self.checkFieldName(text)
        if !Self.neverLogged.contains(name) { return name }
        let isCookie = ["cookie", "set-cookie"].contains(name)
        throw Problem(
            .secretHeader,
            "\(Problem.quoted(text)) carries credentials, which are never logged",
            isCookie ? "remove it" : "remove it; gateway.credential tells one credential from another"
        )
    }

    private static func checkQueryName(_ text: String) throws(Problem) -> String {
        let isName =
            (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"&=#?\"\\".utf8.contains($0) }
        if isName { return text }
        throw Problem(
            .queryName,
            "\(Problem.quoted(text)) is not the name of a query parameter",
            "write it as it stands in the query: at most 64 visible ASCII characters without & = # ?"
        )
    }

    private func checkFilePath(_ text: String) throws(Problem) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), (1...Self.longestPath).contains(text.utf8.count),
            self == .directory || text.last != "/"
        {
            return text
        }
        throw Problem(.path, "\(Problem.quoted(text)) is not \(self.expectation)", "write \(self.expectation)")
    }
}
