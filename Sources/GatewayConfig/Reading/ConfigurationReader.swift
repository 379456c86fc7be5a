import Yams

/// Walks the tree of a file along the table of keys and gathers values and everything that is wrong.
struct ConfigurationReader {
    let source: SourceText
    /// See `YAMLDocument`.
    let standIns: [String: String]
    var settings = ConfigurationSettings()
    private(set) var diagnostics: [ConfigurationDiagnostic] = []

    init(source: SourceText, standIns: [String: String] = [:]) {
        self.source = source
        self.standIns = standIns
    }

    /// - Parameter root: Nil for a file without keys: every key gets its default.
    mutating func read(_ root: Node?) { self.visit(root, KeyTable.root, "", .file) }

    mutating func report(_ problem: Problem, _ key: String, _ place: ConfigurationPlace) {
        var diagnostic = ConfigurationDiagnostic(
            code: problem.code,
            key: key,
            place: place,
            what: problem.what,
            instead: problem.instead
        )
        if case .position(let line, let column, let length) = place {
            diagnostic.excerpt = self.source.excerpt(line: line, column: column, length: length)
        }
        self.diagnostics.append(diagnostic)
    }

    /// Reads what stands at a key, or gives the key its default when nothing does.
    /// - Parameters:
    ///   - node: The key's value; nil: the key is absent.
    ///   - key: What may stand there.
    ///   - path: The key's path, with names and indices.
    ///   - place: Of the key; when it is absent, of the mapping it belongs to.
    mutating func visit(_ node: Node?, _ key: KeyNode, _ path: String, _ place: ConfigurationPlace) {
        switch key.kind {
        case .object: self.visitObject(node.flatMap(Self.present), key, path, place)
        case .optionalObject:
            guard let node else { return self.addFallback(key, path, place) }
            guard Self.present(node) != nil else { return self.reportEmpty(key, path, place) }
            self.visitObject(node, key, path, place)
        case .objectOr(let short):
            guard case .scalar? = node.flatMap(Self.present) else {
                return self.visitObject(node.flatMap(Self.present), key, path, place)
            }
            self.settings.setPlace(place, of: path)
            for child in key.children {
                self.visit(child.name == short ? node : nil, child, "\(path).\(child.name)", place)
            }
        case .names(let limit):
            if let node = node.flatMap(Self.present) { self.visitNames(node, key, path, limit) }
        case .list(let range):
            guard let node else { return self.addFallback(key, path, place) }
            guard Self.present(node) != nil else { return self.reportEmpty(key, path, place) }
            self.visitList(node, key, path, range, place)
        case .later:
            guard node != nil else { return }
            self.report(Problem(.notSupported, "not supported by this version yet", "remove it"), path, place)
        default: self.visitScalar(node, key, path, place)
        }
    }

    private mutating func visitObject(_ node: Node?, _ key: KeyNode, _ path: String, _ place: ConfigurationPlace) {
        var found: [String: (node: Node, place: ConfigurationPlace)] = [:]
        var meant: Set<String> = []
        if let node {
            guard case .mapping(let mapping) = node else { return self.reportType(node, key, path) }
            for pair in self.pairs(of: mapping, path) {
                if key.children.contains(where: { $0.name == pair.name }) {
                    found[pair.name] = (pair.node, pair.place)
                } else {
                    let suggestion = self.reportUnknown(pair.name, in: key, path, pair.place)
                    if let suggestion { meant.insert(suggestion) }
                }
            }
            self.settings.setPlace(place, of: path)
        }
        for child in key.children {
            let childPath = path.isEmpty ? child.name : "\(path).\(child.name)"
            if let value = found[child.name] {
                self.visit(value.node, child, childPath, value.place)
            } else if !meant.contains(child.name) {
                self.visit(nil, child, childPath, place)
            }
        }
    }

    private mutating func visitNames(_ node: Node, _ key: KeyNode, _ path: String, _ limit: Int) {
        guard case .mapping(let mapping) = node else { return self.reportType(node, key, path) }
        for (index, pair) in self.pairs(of: mapping, path).enumerated() {
            if index == limit {
                self.report(Problem(.count, "has more than \(limit) names", "remove some"), path, pair.place)
            }
            do throws(Problem) {
                _ = try TextRule.name.check(pair.name)
            } catch {
                self.report(error, path, pair.place)
            }
            self.settings.addName(pair.name, to: path)
            self.settings.setPlace(pair.place, of: "\(path).\(pair.name)")
            for element in key.element { self.visit(pair.node, element, "\(path).\(pair.name)", pair.place) }
        }
    }

    private mutating func visitList(
        _ node: Node,
        _ key: KeyNode,
        _ path: String,
        _ range: ClosedRange<Int>,
        _ place: ConfigurationPlace
    ) {
        guard case .sequence(let sequence) = node else { return self.reportType(node, key, path) }
        if !range.contains(sequence.count) {
            let instead =
                sequence.count < range.lowerBound
                ? "write at least \(range.lowerBound)" : "write at most \(range.upperBound)"
            let count = sequence.count == 1 ? "1 entry" : "\(sequence.count) entries"
            self.report(Problem(.count, "has \(count)", instead), path, place)
        }
        guard let element = key.element.first else { return }
        if Self.isScalar(element.kind) {
            let values = self.scalars(sequence, element, path)
            return self.add(.list(values), key, path, self.place(of: node))
        }
        for (index, child) in sequence.enumerated() {
            self.visit(child, element, "\(path)[\(index)]", self.place(of: child))
        }
        self.settings.setCount(sequence.count, of: path)
        self.settings.setPlace(place, of: path)
    }

    private mutating func scalars(_ sequence: Node.Sequence, _ key: KeyNode, _ path: String) -> [ConfigurationValue] {
        var values: [ConfigurationValue] = []
        for (index, child) in sequence.enumerated() {
            let childPath = "\(path)[\(index)]"
            let place = self.place(of: child)
            self.settings.setPlace(place, of: childPath)
            guard let value = self.value(child, key, childPath, place) else { continue }
            if values.contains(value) {
                let problem = Problem(
                    .duplicateName,
                    "\(Problem.quoted(value.text)) stands twice",
                    "remove one of them"
                )
                self.report(problem, childPath, place)
            }
            values.append(value)
        }
        return values
    }
}
