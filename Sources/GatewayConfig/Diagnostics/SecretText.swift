import Telemetry

/// Recognises what must not be repeated in a message: values of keys that sound secret, passwords and
/// queries in URLs.
enum SecretText {
    private static let words = [
        "secret", "password", "passwd", "token", "api_key", "apikey", "private_key", "credential",
    ]

    /// The offset at which the secret begins; nil: none was recognised.
    ///
    /// What follows is left out up to the end of the line: too much rather than too little.
    static func firstValue(in line: [Unicode.Scalar]) -> Int? {
        let lower = String(String.UnicodeScalarView(line)).lowercased()
        var found: Int?
        if Self.words.contains(where: lower.contains) {
            // The value after the first colon behind the word; a `_file` key names a file, not a secret.
            for word in Self.words {
                guard let range = Self.range(of: word, in: line) else { continue }
                let key = line[range.upperBound...].prefix { $0 != ":" }
                if String(String.UnicodeScalarView(key)).lowercased().contains("_file") { continue }
                let colon = range.upperBound + key.count
                if colon + 1 < line.count { found = min(found ?? .max, colon + 2) }
            }
        }
        if let scheme = Self.range(of: "://", in: line) {
            let authority = line[scheme.upperBound...].prefix { $0 != "/" && $0 != "\"" && $0 != " " }
            if authority.contains("@") { found = min(found ?? .max, scheme.upperBound) }
            let url = line[scheme.upperBound...].prefix { $0 != "\"" && $0 != "'" && $0 != " " }
            if let query = url.firstIndex(of: "?") { found = min(found ?? .max, query + 1) }
        }
        if let user = Self.userInfo(in: line) { found = min(found ?? .max, user) }
        return found.map { min($0, line.count) }
    }

    /// A value without what stands before an `@` as user name and password.
    static func withoutUserInfo(_ text: String) -> String {
        if let clean = URLText.withoutUserInfo(text) { return clean }
        guard let at = text.lastIndex(of: "@"), !text[..<at].contains("/") else { return text }
        return "[redacted]" + text[at...]
    }

    /// Where a `user:password@` without a scheme begins.
    private static func userInfo(in line: [Unicode.Scalar]) -> Int? {
        for at in line.indices where line[at] == "@" {
            let start = line[..<at].lastIndex { " \t\"'[{,/".unicodeScalars.contains($0) }.map { $0 + 1 } ?? 0
            if line[start..<at].contains(":") { return start }
        }
        return nil
    }

    private static func range(of word: String, in line: [Unicode.Scalar]) -> Range<Int>? {
        let wanted = Array(word.unicodeScalars)
        guard line.count >= wanted.count else { return nil }
        for start in 0...line.count - wanted.count {
            let isEqual = wanted.indices.allSatisfy { offset in
                line[start + offset].properties.lowercaseMapping == String(Character(wanted[offset]))
            }
            if isEqual { return start..<start + wanted.count }
        }
        return nil
    }
}
