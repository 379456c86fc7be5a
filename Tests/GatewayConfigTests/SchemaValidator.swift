import Foundation
import Yams

/// The part of JSON Schema draft-07 that the configuration's schema uses; an unknown keyword is an error.
struct SchemaValidator {
    private let root: [String: Any]

    init(_ text: String) throws {
        self.root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }

    /// Where a YAML document breaks the schema; empty: nowhere.
    func errors(in yaml: String) throws -> [String] {
        try self.validate(Yams.load(yaml: yaml) ?? NSNull(), self.root, "$")
    }

    private func validate(_ value: Any, _ schema: [String: Any], _ path: String) throws -> [String] {
        var errors: [String] = []
        for (keyword, argument) in schema {
            switch (keyword, argument) {
            case ("$schema", _), ("title", _), ("description", _), ("default", _), ("properties", _): break
            case ("type", let name as String): if !Self.isType(name, value) { errors.append("\(path): not \(name)") }
            case ("type", let names as [String]):
                if !names.contains(where: { Self.isType($0, value) }) { errors.append("\(path): not \(names)") }
            case ("enum", let words as [String]):
                if (value as? String).map(words.contains) != true { errors.append("\(path): not one of \(words)") }
            case ("pattern", let pattern as String):
                guard let text = value as? String else { break }
                if try Regex(pattern).firstMatch(in: text) == nil { errors.append("\(path): not \(pattern)") }
            case ("minimum", let bound as Int):
                if let number = value as? Int, number < bound { errors.append("\(path): small") }
            case ("maximum", let bound as Int):
                if let number = value as? Int, number > bound { errors.append("\(path): large") }
            case ("minItems", let bound as Int):
                if let list = value as? [Any], list.count < bound { errors.append("\(path): short") }
            case ("maxItems", let bound as Int):
                if let list = value as? [Any], list.count > bound { errors.append("\(path): long") }
            case ("maxProperties", let bound as Int):
                if let members = value as? [String: Any], members.count > bound { errors.append("\(path): large") }
            case ("uniqueItems", _):
                if let texts = value as? [String], Set(texts).count != texts.count { errors.append("\(path): twice") }
            case ("items", let element as [String: Any]):
                for (index, item) in (value as? [Any] ?? []).enumerated() {
                    errors += try self.validate(item, element, "\(path)[\(index)]")
                }
            case ("required", let names as [String]):
                guard let members = value as? [String: Any] else { break }
                errors += names.filter { members[$0] == nil }.map { "\(path).\($0): missing" }
            case ("propertyNames", let names as [String: Any]):
                for name in (value as? [String: Any] ?? [:]).keys {
                    errors += try self.validate(name, names, "\(path).\(name)")
                }
            case ("additionalProperties", _):
                errors += try self.validateMembers(value, schema, path)
            case ("anyOf", let choices as [[String: Any]]):
                let found = try choices.map { try self.validate(value, $0, path) }
                if !found.contains(where: \.isEmpty) { errors += found.flatMap { $0 } }
            default: errors.append("\(path): the validator does not know \(keyword)")
            }
        }
        return errors
    }

    private func validateMembers(_ value: Any, _ schema: [String: Any], _ path: String) throws -> [String] {
        var errors: [String] = []
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for (name, member) in value as? [String: Any] ?? [:] {
            if let property = properties[name] ?? schema["additionalProperties"] as? [String: Any] {
                errors += try self.validate(member, property, "\(path).\(name)")
            } else {
                errors.append("\(path).\(name): unknown")
            }
        }
        return errors
    }

    private static func isType(_ name: String, _ value: Any) -> Bool {
        switch name {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "integer": value is Int && !(value is Bool)
        case "boolean": value is Bool
        case "null": value is NSNull
        default: false
        }
    }
}
