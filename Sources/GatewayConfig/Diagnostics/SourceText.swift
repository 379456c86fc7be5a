/// A file's text by lines, for the excerpts in messages.
struct SourceText: Sendable {
    private static let shownLength = 160
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
        var scalars = self.lines[line - 1].map { $0 == "\t" || Self.isPrintable($0) ? $0 : "\u{FFFD}" }
        if let secret = SecretText.firstValue(in: scalars) {
            scalars.replaceSubrange(secret..., with: "[redacted]".unicodeScalars)
        }
        let isLong = scalars.count > Self.shownLength
        let start = isLong ? max(column - 1 - Self.shownLength / 2, 0) : 0
        let isCut = scalars.count > start + Self.shownLength
        var shown = Array(scalars.dropFirst(start).prefix(Self.shownLength))
        if start > 0, !shown.isEmpty { shown[0] = "…" }
        if isCut { shown.append("…") }
        let offset = min(column - 1 - start, shown.count)
        return ConfigurationDiagnostic.Excerpt(
            line: String(String.UnicodeScalarView(shown)),
            column: offset,
            length: max(min(length, shown.count - offset), 1)
        )
    }
}
