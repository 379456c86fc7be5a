import Yams

/// A YAML text as a tree of nodes with positions.
///
/// The library gives up at the first mapping with a key that stands twice. To find the file's other errors in the same
/// run, the earlier of the two keys is replaced by a stand-in of equal length and the text is read again.
struct YAMLDocument {
    /// Nil: the text is empty, or there is a failure.
    private(set) var root: Node?
    /// The keys behind the stand-ins.
    private(set) var standIns: [String: String] = [:]
    private(set) var failure: (problem: Problem, place: ConfigurationPlace)?

    private static let duplicateLimit = 100

    init(_ text: String, source: SourceText) {
        var lines = source.lines
        while true {
            do {
                self.root = try Yams.compose(yaml: Self.joined(lines))
                return
            } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
                let (line, column) = (context.mark.line, context.mark.column)
                let name = duplicates.first ?? ""
                let standIn = self.replace(name, line: line, column: column, in: &lines)
                guard let standIn, self.standIns.count < Self.duplicateLimit else {
                    let problem = Problem(
                        .duplicateKey,
                        "the key \(Problem.quoted(name)) stands twice in this mapping",
                        "remove one of them"
                    )
                    self.failure = (problem, .position(line: line, column: column, length: name.unicodeScalars.count))
                    return
                }
                self.standIns[standIn] = name
            } catch {
                self.failure = Self.failure(error, in: source)
                return
            }
        }
    }

    /// Puts private-use characters over a key; nil when the key does not stand there as it is.
    private func replace(
        _ name: String,
        line: Int,
        column: Int,
        in lines: inout [[Unicode.Scalar]]
    ) -> String? {
        guard lines.indices.contains(line - 1), column > 0, let mark = Unicode.Scalar(0xF0000 + self.standIns.count)
        else { return nil }
        for spelling in [name, "\"\(name)\"", "'\(name)'"] {
            let scalars = Array(spelling.unicodeScalars)
            if !scalars.isEmpty, lines[line - 1].dropFirst(column - 1).starts(with: scalars) {
                let standIn = Array(repeating: mark, count: scalars.count)
                lines[line - 1].replaceSubrange(column - 1..<column - 1 + scalars.count, with: standIn)
                return String(String.UnicodeScalarView(standIn))
            }
        }
        return nil
    }

    private static func joined(_ lines: [[Unicode.Scalar]]) -> String {
        var view = String.UnicodeScalarView()
        for (index, line) in lines.enumerated() {
            if index > 0 { view.append("\n") }
            view.append(contentsOf: line)
        }
        return String(view)
    }

    private static func failure(_ error: any Error, in source: SourceText) -> (Problem, ConfigurationPlace) {
        let instead = "mend this line first; nothing after it was read"
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let before = context.map { "\($0.text.trimming()) begun in line \($0.mark.line), " } ?? ""
            let place = ConfigurationPlace.position(line: mark.line, column: mark.column, length: 1)
            if problem.contains("another document") {
                return (Problem(.syntax, "a second document begins here", "remove the line ---"), place)
            }
            if problem.contains("undefined alias") {
                return (Problem(.syntax, "this alias has no anchor", "write the value itself"), place)
            }
            let hint = Self.hint(source, line: mark.line)
            return (Problem(.syntax, "not YAML: \(before)\(problem)", hint ?? instead), place)
        case .reader(let problem, let offset, _, let yaml):
            var (line, column) = (1, 1)
            for character in yaml.prefix(offset ?? 0) {
                if character.isNewline {
                    (line, column) = (line + 1, 1)
                } else {
                    column += character.unicodeScalars.count
                }
            }
            let place = ConfigurationPlace.position(line: line, column: column, length: 1)
            return (Problem(.syntax, "not YAML: \(problem)", "remove this character"), place)
        default: return (Problem(.syntax, "not YAML", instead), .file)
        }
    }

    /// The most frequent causes.
    private static func hint(_ source: SourceText, line: Int) -> String? {
        let scalars = source.rest(line: line, column: 1)
        let indent = scalars.prefix { $0 == " " || $0 == "\t" }
        return indent.contains("\t") ? "indent with spaces; YAML allows no tab there" : nil
    }
}

extension String {
    /// Without blanks at both ends.
    fileprivate func trimming() -> String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
