import Yams

extension ConfigurationReader {
    // MARK: Scalars

    mutating func visitScalar(_ node: Node?, _ key: KeyNode, _ path: String, _ place: ConfigurationPlace) {
        guard let node else { return self.addFallback(key, path, place) }
        let valuePlace = self.place(of: node)
        guard Self.present(node) != nil else { return self.reportEmpty(key, path, place) }
        guard let value = self.value(node, key, path, valuePlace) else {
            // Remembered, so that later checks know where it stands.
            return self.settings.setPlace(valuePlace, of: path)
        }
        self.add(value, key, path, valuePlace)
    }

    /// Reads a scalar; reports what is wrong and gives nil.
    mutating func value(
        _ node: Node,
        _ key: KeyNode,
        _ path: String,
        _ place: ConfigurationPlace
    ) -> ConfigurationValue? {
        guard case .scalar(let scalar) = node else {
            self.reportType(node, key, path)
            return nil
        }
        guard Self.present(node) != nil else {
            self.report(Problem(.emptyValue, "has no value", "write \(key.kind.expectation)"), path, place)
            return nil
        }
        do throws(Problem) {
            return try key.kind.parse(scalar.string, isQuoted: Self.isQuoted(scalar))
        } catch {
            self.report(error, path, place)
            return nil
        }
    }

    mutating func add(_ value: ConfigurationValue, _ key: KeyNode, _ path: String, _ place: ConfigurationPlace) {
        guard let row = key.row else { return }
        var origin = ConfigurationOrigin.byDefault
        if case .position(let line, _, _) = place { origin = .file(line: line) }
        self.settings.add(
            ConfigurationEntry(key: path, value: value, origin: origin, change: row.change, place: place)
        )
    }

    mutating func addFallback(_ key: KeyNode, _ path: String, _ place: ConfigurationPlace) {
        guard let row = key.row else { return }
        var entry = ConfigurationEntry(key: path, origin: .byDefault, change: row.change)
        switch row.fallback {
        case .required:
            let problem = Problem(.missing, "is missing", "write \(key.kind.expectation)")
            return self.report(problem, path, place)
        case .words(let words): entry.words = words
        case .value(let text):
            if case .list = key.kind {
                guard let element = key.element.first, Self.isScalar(element.kind) else { return }
                let words = text.dropFirst().dropLast().split(separator: ",").map(String.init)
                entry.value = .list(words.map { Self.fallback($0, element.kind, path) })
            } else {
                entry.value = Self.fallback(text, key.kind, path)
            }
        }
        self.settings.add(entry)
    }

    private static func fallback(_ text: String, _ kind: ValueKind, _ path: String) -> ConfigurationValue {
        do throws(Problem) {
            return try kind.parse(text)
        } catch {
            preconditionFailure("the table's default of \(path) is wrong: \(error.what)")
        }
    }

    // MARK: Reports

    mutating func reportType(_ node: Node, _ key: KeyNode, _ path: String) {
        let what =
            switch node {
            case .mapping: "is a mapping"
            case .sequence: "is a list"
            default: "is a single value"
            }
        self.report(Problem(.wrongType, what, "write \(key.kind.expectation)"), path, self.place(of: node))
    }

    mutating func reportEmpty(_ key: KeyNode, _ path: String, _ place: ConfigurationPlace) {
        let instead =
            if case .optionalObject = key.kind { "write {} for its defaults, or remove it" } else {
                "write \(key.kind.expectation), or remove it"
            }
        self.report(Problem(.emptyValue, "has no value", instead), path, place)
    }

    /// Gives the key that was meant, so that it is not reported missing as well.
    mutating func reportUnknown(
        _ name: String,
        in key: KeyNode,
        _ path: String,
        _ place: ConfigurationPlace
    ) -> String? {
        let fullPath = path.isEmpty ? name : "\(path).\(name)"
        let known = key.children.filter { if case .later = $0.kind { false } else { true } }.map(\.name)
        if name == "<<" {
            let problem = Problem(
                .unknownKey,
                "merge keys are not read",
                "write the keys out, or use an alias as a value"
            )
            self.report(problem, path, place)
            return nil
        }
        if let near = Suggestion.nearest(to: name, in: key.children.map(\.name)) {
            self.report(Problem(.unknownKey, "unknown key", "did you mean \(near)?"), fullPath, place)
            return near
        }
        let elsewhere = KeyTable.keys.first { $0.components.last == name && $0.components.count > 1 }
        if let elsewhere {
            let parent = elsewhere.path.dropLast(name.count + 1)
            self.report(Problem(.unknownKey, "unknown key here", "write it under \(parent)"), fullPath, place)
        } else {
            let problem = Problem(.unknownKey, "unknown key", "write one of \(known.joined(separator: ", "))")
            self.report(problem, fullPath, place)
        }
        return nil
    }

    // MARK: Nodes

    /// The entries of a mapping whose keys are texts, the last one of each name; reports the others.
    mutating func pairs(
        of mapping: Node.Mapping,
        _ path: String
    ) -> [(name: String, node: Node, place: ConfigurationPlace)] {
        var pairs: [(name: String, node: Node, place: ConfigurationPlace)] = []
        var earlier: [String: Int] = [:]
        for (key, node) in mapping {
            let place = self.place(of: key)
            guard case .scalar(let scalar) = key else {
                self.report(Problem(.wrongType, "a key is not a text", "write a name"), path, place)
                continue
            }
            let name = self.standIns[scalar.string] ?? scalar.string
            if let line = earlier[name] {
                let problem = Problem(.duplicateKey, "stands twice here, first in line \(line)", "remove one of them")
                self.report(problem, path.isEmpty ? name : "\(path).\(name)", place)
                pairs.removeAll { $0.name == name }
            }
            if case .position(let line, _, _) = place { earlier[name] = line }
            pairs.append((name, node, place))
        }
        return pairs
    }

    func place(of node: Node) -> ConfigurationPlace {
        guard let mark = node.mark else { return .file }
        let rest = self.source.rest(line: mark.line, column: mark.column)
        var length = 1
        if case .scalar(let scalar) = node {
            if let quote = rest.first, quote == "\"" || quote == "'", Self.isQuoted(scalar) {
                length = (rest.dropFirst().firstIndex(of: quote) ?? rest.endIndex - 1) - rest.startIndex + 1
            } else {
                length = scalar.string.unicodeScalars.count
            }
        }
        return .position(line: mark.line, column: mark.column, length: max(min(length, rest.count), 1))
    }

    static func isQuoted(_ scalar: Node.Scalar) -> Bool {
        switch scalar.style {
        case .singleQuoted, .doubleQuoted, .literal, .folded: true
        default: false
        }
    }

    /// The node, unless it is a null.
    static func present(_ node: Node) -> Node? {
        guard case .scalar(let scalar) = node, !Self.isQuoted(scalar) else { return node }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string) ? nil : node
    }

    static func isMapping(_ node: Node) -> Bool { node.mapping != nil }

    static func isScalar(_ kind: ValueKind) -> Bool {
        switch kind {
        case .object, .optionalObject, .names, .list, .objectOr, .later: false
        default: true
        }
    }
}
