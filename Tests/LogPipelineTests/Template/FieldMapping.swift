import Foundation

/// The fields of an index template in `deploy/elk/elasticsearch`, and which values a field takes.
struct FieldMapping {
    /// Types by dotted name.
    private(set) var types: [String: String] = [:]

    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func json(_ file: String) throws -> [String: Any] {
        let data = try Data(contentsOf: Self.root.appending(path: "deploy/elk/elasticsearch/\(file)"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// Reads a component template's mappings.
    init(_ file: String) throws {
        let template = try Self.json(file)["template"] as? [String: Any]
        let mappings = template?["mappings"] as? [String: Any] ?? [:]
        self.add(mappings["properties"] as? [String: Any] ?? [:], below: "")
        for case let rule as [String: Any] in mappings["dynamic_templates"] as? [Any] ?? [] {
            for case let rule as [String: Any] in rule.values {
                guard let path = rule["path_match"] as? String, let mapping = rule["mapping"] as? [String: Any] else {
                    continue
                }
                self.types[path] = mapping["type"] as? String
            }
        }
    }

    private mutating func add(_ properties: [String: Any], below prefix: String) {
        for (name, value) in properties {
            guard let field = value as? [String: Any] else { continue }
            if let inner = field["properties"] as? [String: Any] {
                self.add(inner, below: "\(prefix)\(name).")
            } else if field["dynamic"] as? Bool == true {
                continue  // A dynamic template says what its members are.
            } else {
                self.types["\(prefix)\(name)"] = field["type"] as? String ?? ""
            }
        }
    }

    /// The name under which a record's field is mapped.
    static func mapped(_ name: String) -> String { name.hasPrefix("labels.") ? "labels.*" : name }

    /// Whether Elasticsearch would index a value as it is, for a list each of its elements.
    static func accepts(_ type: String, _ value: Any) -> Bool {
        if let list = value as? [Any] { return !list.isEmpty && list.allSatisfy { Self.accepts(type, $0) } }
        let number = value as? NSNumber
        let text = value as? String
        switch type {
        case "keyword", "wildcard", "match_only_text", "constant_keyword": return text != nil
        case "long": return number.map { !Self.isBoolean($0) && $0.doubleValue == Double($0.int64Value) } ?? false
        case "short": return number.map { !Self.isBoolean($0) && abs($0.doubleValue) <= 32_767 } ?? false
        case "double": return number.map { !Self.isBoolean($0) } ?? false
        case "boolean": return number.map(Self.isBoolean) ?? false
        case "ip": return text.map(Self.isAddress) ?? false
        case "date": return text?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)/) != nil
        case "flattened": return value is [String: Any]
        default: return false
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    private static func isAddress(_ text: String) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
    }
}
