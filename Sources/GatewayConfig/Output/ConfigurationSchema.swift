/// JSON Schema (draft-07) of the configuration, for editors: made from the table of keys.
///
/// It refuses unknown keys and wrong types as `check` does; what several keys must agree on only `check` knows.
package enum ConfigurationSchema {
    package static var json: JSONValue {
        guard case .object(let members) = Self.schema(KeyTable.root) else { return .null }
        return .object(
            [
                ("$schema", .text("http://json-schema.org/draft-07/schema#")),
                ("title", .text("Watchgate configuration")),
            ] + members
        )
    }

    private static func schema(_ node: KeyNode) -> JSONValue {
        var members = Self.type(of: node)
        if let row = node.row {
            members.append(("description", .text(Self.description(row))))
            if case .value(let text) = row.fallback { members += Self.fallback(text, node) }
        }
        return .object(members)
    }

    private static func type(of node: KeyNode) -> [(String, JSONValue)] {
        switch node.kind {
        case .object: return Self.object(node, allowsNull: !["", "[]"].contains(node.name))
        case .optionalObject: return Self.object(node, allowsNull: false)
        case .names(let limit):
            return [
                ("type", .text("object")), ("maxProperties", .integer(limit)),
                ("propertyNames", .object([("pattern", .text(TextRule.name.pattern ?? ""))])),
                ("additionalProperties", Self.schema(node.element[0])),
            ]
        case .list(let range):
            var members: [(String, JSONValue)] = [
                ("type", .text("array")), ("minItems", .integer(range.lowerBound)),
                ("maxItems", .integer(range.upperBound)), ("items", Self.schema(node.element[0])),
            ]
            if ConfigurationReader.isScalar(node.element[0].kind) { members.append(("uniqueItems", .boolean(true))) }
            return members
        case .objectOr(let short):
            let alone = node.children.first { $0.name == short }.map { Self.schema($0) } ?? .null
            return [("anyOf", .array([alone, .object(Self.object(node, allowsNull: false))]))]
        case .integer(let range):
            return [
                ("type", .text("integer")), ("minimum", .integer(range.lowerBound)),
                ("maximum", .integer(range.upperBound)),
            ]
        case .port:
            return [("type", .text("integer")), ("minimum", .integer(1)), ("maximum", .integer(65_535))]
        case .milliseconds: return Self.text(DurationText.pattern)
        case .bytes: return Self.text(SizeText.pattern)
        case .share: return Self.text(PercentageText.pattern)
        case .boolean: return [("type", .text("boolean"))]
        case .choice(let words, _): return [("enum", .array(words.map { .text($0) }))]
        case .text(let rule): return Self.text(rule.pattern)
        case .later: return [("not", .object([]))]
        }
    }

    private static func text(_ pattern: String?) -> [(String, JSONValue)] {
        [("type", .text("string"))] + (pattern.map { [("pattern", .text($0))] } ?? [])
    }

    private static func object(_ node: KeyNode, allowsNull: Bool) -> [(String, JSONValue)] {
        let children = node.children.filter { if case .later = $0.kind { false } else { true } }
        let required = children.filter(Self.isRequired).map { JSONValue.text($0.name) }
        var members: [(String, JSONValue)] = [
            ("type", allowsNull ? .array([.text("object"), .text("null")]) : .text("object")),
            ("additionalProperties", .boolean(false)),
            ("properties", .object(children.map { ($0.name, Self.schema($0)) })),
        ]
        if !required.isEmpty {
            members[0].1 = .text("object")
            members.append(("required", .array(required)))
        }
        return members
    }

    /// A key without a default, or a mapping that holds one.
    private static func isRequired(_ node: KeyNode) -> Bool {
        if case .required = node.row?.fallback { return true }
        if case .object = node.kind { return node.children.contains(where: Self.isRequired) }
        return false
    }

    private static func description(_ row: ConfigurationKey) -> String {
        var text = row.summary
        if let range = row.kind.range { text += " \(range)." }
        if case .words(let words) = row.fallback { text += " Default: \(words)." }
        text += row.change == .reload ? " Applied by a reload." : " Needs a restart."
        return text + " Since \(row.since)."
    }

    private static func fallback(_ text: String, _ node: KeyNode) -> [(String, JSONValue)] {
        switch node.kind {
        case .integer, .port: return Int(text).map { [("default", .integer($0))] } ?? []
        case .boolean: return [("default", .boolean(text == "true"))]
        case .names: return [("default", .object([]))]
        case .list:
            let words = text.dropFirst().dropLast().split(separator: ",").map { JSONValue.text(String($0)) }
            return [("default", .array(words))]
        default: return [("default", .text(text))]
        }
    }
}
