/// A file's text by lines, for the excerpts in messages.
struct SourceText: Sendable {
    private static let shownLength = 160
    private static let secretLead = 1_024
    private static let lineBreaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

    /// Without line breaks; YAML's own idea of a line, so that its marks fit.
    let lines: [[Unicode.Scalar]]

    init(_ text: String) {
        var lines: [[Unicode.Scalar]] = [[]]
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\n", previous == "\r" {
                previous = scalar
                continue
            }
            if Self.lineBreaks.contains(scalar) { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
            previous = scalar
        }
        self.lines = lines
    }

    /// What a terminal may be sent as it is: no control characters, no marks that turn the direction of text.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }

    /// The scalars of a line from a column on, both from 1; empty outside the text.
    func rest(line: Int, column: Int) -> ArraySlice<Unicode.Scalar> {
        guard self.lines.indices.contains(line - 1) else { return [] }
        return self.lines[line - 1].dropFirst(max(column - 1, 0))
    }

    /// The line a message shows: a part of it when it is long, without secrets and control characters.
    func excerpt(line: Int, column: Int, length: Int) -> ConfigurationDiagnostic.Excerpt? {
        guard self.lines.indices.contains(line - 1) else { return nil }
        let whole = self.lines[line - 1]
        let start = whole.count > Self.shownLength ? max(column - 1 - Self.shownLength / 2, 0) : 0
        let end = min(start + Self.shownLength, whole.count)
        // A secret may begin before the part that is shown.
        let lead = min(start, Self.secretLead)
        var part = whole[(start - lead)..<end].map { $0 == "\t" || Self.isPrintable($0) ? $0 : "\u{FFFD}" }
        var isCut = end < whole.count
        if let secret = SecretText.firstValue(in: part) {
            part.replaceSubrange(secret..., with: "[redacted]".unicodeScalars)
            isCut = false
        }
        var shown = Array(part.dropFirst(lead))
        if start > 0, !shown.isEmpty { shown[0] = "…" }
        if isCut { shown.append("…") }
        let offset = max(min(column - 1 - start, shown.count), 0)
        return ConfigurationDiagnostic.Excerpt(
            line: String(String.UnicodeScalarView(shown)),
            column: offset,
            length: max(min(length, shown.count - offset), 1)
        )
    }
}
