/// What the place of a log store must look like.
extension TextRule {
    /// `http://host:port/path` or `https://…`; what is secret has no place in it.
    static func checkStoreURL(_ text: String) throws(Problem) -> String {
        // Not the text: it may hold a password.
        let what = "this is not the URL of a log store"
        if text.contains("@") {
            throw Problem(.target, what, "write no user or password in a URL: use username and password_file")
        }
        let scheme = ["http://", "https://"].first { text.hasPrefix($0) }
        guard let scheme else { throw Problem(.target, what, "write http:// or https:// before the host") }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3F && $0 != 0x23 }
        if !isPlain || text.utf8.count > Self.longestPath {
            throw Problem(.target, what, "write ASCII without blanks, ? and #, at most \(Self.longestPath) characters")
        }
        let authority = String(text.dropFirst(scheme.count).prefix { $0 != "/" })
        let hasPort = authority.hasSuffix("]") ? false : authority.contains(":")
        _ = try TargetText.parse(hasPort ? authority : authority + ":80")
        return text
    }

    /// Elasticsearch allows no capitals and separates the parts of a data stream's name by `-`.
    static func checkDataStreamPart(_ text: String) throws(Problem) -> String {
        let isPart =
            (1...100).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2E
            }
        if isPart, text.first != "_", text.first != "." { return text }
        throw Problem(
            .name,
            "\(Problem.quoted(text)) is not part of a data stream's name",
            "write 1 to 100 of a-z 0-9 . _, the first a letter or digit"
        )
    }

    static func checkUserName(_ text: String) throws(Problem) -> String {
        let isName =
            (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
        if isName { return text }
        throw Problem(
            .name,
            "\(Problem.quoted(text)) is not the name of a user",
            "write 1 to 128 visible ASCII characters without a colon"
        )
    }

    /// The form of an IANA name; whether the machine knows it shows when it is used.
    static func checkTimeZone(_ text: String) throws(Problem) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isName =
            (1...64).contains(text.utf8.count) && parts.count <= 3 && text.first?.isLetter == true
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                            || "_+-".utf8.contains($0)
                    }
            }
        if isName { return text }
        throw Problem(
            .name,
            "\(Problem.quoted(text)) is not the name of a time zone",
            "write a name of the IANA's list, such as UTC or Europe/Berlin"
        )
    }
}
