/// One error or warning about a configuration.
package struct ConfigurationDiagnostic: Sendable, Equatable {
    package var code: DiagnosticCode
    /// The key, such as `upstreams.orders.timeouts.total`; empty: the file as a whole.
    package var key: String
    package var place: ConfigurationPlace
    /// What is wrong: a clause.
    package var what: String
    /// What to write instead: an instruction.
    package var instead: String
    /// The line of the file, as it may be shown, and where the marker under it begins, from 0.
    package var excerpt: Excerpt?

    package struct Excerpt: Sendable, Equatable {
        package var line: String
        package var column: Int
        package var length: Int
    }

    /// Whether it is only doubtful.
    package var isWarning: Bool { self.code.isWarning }
}

extension ConfigurationDiagnostic {
    /// The message and, where it has a place in the file, the line with a marker, without a final newline.
    ///
    ///     watchgate.yaml:31:24: error[WG-CFG-012]: upstreams.orders.timeouts.total: "3 sec" is not a duration; write 3s
    ///        31 |     timeouts: { total: 3 sec }
    ///           |                        ^^^^^  docs/reference/configuration.md#wg-cfg-012
    package func text(file: String, usesColor: Bool = false) -> String {
        let kind = self.isWarning ? "warning" : "error"
        let label = "\(kind)[\(self.code.text)]"
        let shown = usesColor ? "\u{1B}[\(self.isWarning ? 33 : 31);1m\(label)\u{1B}[0m" : label
        var text: String
        switch self.place {
        case .file: text = "\(file): \(shown): "
        case .position(let line, let column, _): text = "\(file):\(line):\(column): \(shown): "
        case .environment(let name): text = "environment: \(shown): \(name): "
        case .flag(let name): text = "command line: \(shown): \(name): "
        }
        if case .position = self.place, !self.key.isEmpty { text += "\(self.key): " }
        text += "\(self.what); \(self.instead)"
        guard let excerpt = self.excerpt, case .position(let line, _, _) = self.place else { return text }
        let number = String(line)
        let padding = String(repeating: " ", count: max(5 - number.count, 0))
        let margin = String(repeating: " ", count: max(5, number.count))
        let indent = String(
            String.UnicodeScalarView(excerpt.line.unicodeScalars.prefix(excerpt.column).map { $0 == "\t" ? $0 : " " })
        )
        let marker = String(repeating: "^", count: excerpt.length)
        text += "\n\(padding)\(number) | \(excerpt.line)\n\(margin) | \(indent)\(marker)  \(Self.link(self.code))"
        return text
    }

    package var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("code", .text(self.code.text)), ("severity", .text(self.isWarning ? "warning" : "error")),
            ("key", .text(self.key)),
        ]
        switch self.place {
        case .file: break
        case .position(let line, let column, _): members += [("line", .integer(line)), ("column", .integer(column))]
        case .environment(let name): members.append(("variable", .text(name)))
        case .flag(let name): members.append(("option", .text(name)))
        }
        members += [
            ("what", .text(self.what)), ("instead", .text(self.instead)), ("docs", .text(Self.link(self.code))),
        ]
        return .object(members)
    }

    private static func link(_ code: DiagnosticCode) -> String {
        "docs/reference/configuration.md#\(code.text.lowercased())"
    }
}
