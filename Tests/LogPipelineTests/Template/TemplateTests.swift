import Foundation
import Telemetry
import Testing

/// The index template against the records it is for.
@Suite struct TemplateTests {
    private let names = NameTable()

    private func everyRecord() async throws -> [ParsedLine] {
        let audit = try await EveryField.auditLines()
        #expect(audit.count == 2)
        let lines = EveryField.accessLines(self.names) + [EveryField.appLine()] + audit.map { $0 + "\n" }
        return try lines.map { try #require(ParsedLine($0)) }
    }

    @Test func everyFieldOfARecordIsMappedWithATypeThatTakesIt() async throws {
        let types = try FieldMapping("component-fields.json").types
        for record in try await self.everyRecord() {
            for (name, value) in record.fields {
                let type = types[FieldMapping.mapped(name)]
                #expect(type != nil, "\(name) is not mapped: add it to component-fields.json")
                #expect(FieldMapping.accepts(type ?? "", value), "\(name) is mapped as \(type ?? "nothing"): \(value)")
            }
        }
    }

    @Test func noFieldIsMappedThatNoRecordHas() async throws {
        let mapped = Set(try FieldMapping("component-fields.json").types.keys)
        let written = Set(try await self.everyRecord().flatMap { $0.fields.keys.map(FieldMapping.mapped) })
        let reserved = Set(try Self.documented("Mapped and not written yet").map(\.name))
        #expect(mapped.subtracting(written).subtracting(reserved).isEmpty)
        #expect(reserved.intersection(written).isEmpty, "they are written: list them with the others")
    }

    /// The reference of all fields says of each what the template says.
    @Test func theReferenceListsWhatIsMapped() throws {
        let rows = try Self.documented("Log fields") + Self.documented("Mapped and not written yet")
        #expect(Set(rows.map(\.name)).count == rows.count)
        #expect(
            Dictionary(rows.map { ($0.name, $0.type) }) { first, _ in first }
                == (try FieldMapping("component-fields.json").types)
        )
        let nginx = try Self.documented("Nginx")
        let mapped = try FieldMapping("component-nginx.json").types
        #expect(Dictionary(nginx.map { ($0.name, $0.type) }) { first, _ in first } == mapped)
    }

    @Test func theMappingIsClosed() throws {
        let template = try FieldMapping.json("component-fields.json")["template"] as? [String: Any]
        let mappings = template?["mappings"] as? [String: Any]
        #expect(mappings?["dynamic"] as? Bool == false)
    }

    @Test func aValueOfTheWrongTypeCostsItsFieldOnly() throws {
        let template = try FieldMapping.json("component-settings.json")["template"] as? [String: Any]
        let index = (template?["settings"] as? [String: Any])?["index"] as? [String: Any]
        #expect((index?["mapping"] as? [String: Any])?["ignore_malformed"] as? Bool == true)
    }

    @Test(
        arguments: [
            ("gateway", "logs-gateway.*-*", 200, "watchgate-logs"),
            ("audit", "logs-gateway.audit-*", 210, "watchgate-audit"),
            ("nginx", "logs-nginx.access-*", 200, "watchgate-logs"),
        ]
    )
    func templatesAreForDataStreams(name: String, pattern: String, priority: Int, policy: String) throws {
        let template = try FieldMapping.json("template-\(name).json")
        #expect(template["index_patterns"] as? [String] == [pattern])
        #expect(template["priority"] as? Int == priority)
        #expect(template["data_stream"] is [String: Any])
        let settings = (template["template"] as? [String: Any])?["settings"] as? [String: Any]
        let lifecycle = (settings?["index"] as? [String: Any])?["lifecycle"] as? [String: Any]
        #expect(lifecycle?["name"] as? String == policy)
        let components = try #require(template["composed_of"] as? [String])
        #expect(components.prefix(2) == ["watchgate-settings", "watchgate-fields"])
        for component in components {
            let file = "component-\(component.dropFirst("watchgate-".count)).json"
            #expect(try !FieldMapping.json(file).isEmpty)
        }
    }

    @Test(arguments: [("logs", "30d"), ("audit", "365d")])
    func lifecyclesRollOverAndDelete(name: String, age: String) throws {
        let policy = try FieldMapping.json("policy-\(name).json")["policy"] as? [String: Any]
        let phases = try #require(policy?["phases"] as? [String: Any])
        let hot = (phases["hot"] as? [String: Any])?["actions"] as? [String: Any]
        let rollover = hot?["rollover"] as? [String: String]
        #expect(rollover == ["max_primary_shard_size": "50gb", "max_age": "1d"])
        #expect((phases["delete"] as? [String: Any])?["min_age"] as? String == age)
    }

    @Test(
        arguments: [
            ("keyword", 1 as any Sendable), ("long", "1"), ("long", 1.5), ("long", true), ("short", 40_000),
            ("boolean", 1), ("ip", "203.0.113.0/24"), ("date", "yesterday"), ("flattened", "x"), ("text", "x"),
        ]
    )
    func otherValuesAreNotTaken(type: String, value: any Sendable) throws {
        let data = try JSONSerialization.data(withJSONObject: ["x": value])
        let parsed = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(!FieldMapping.accepts(type, try #require(parsed["x"])))
    }

    /// The rows of a section of docs/reference/log-fields.md.
    private static func documented(_ section: String) throws -> [(name: String, type: String)] {
        let url = FieldMapping.root.appending(path: "docs/reference/log-fields.md")
        var rows: [(name: String, type: String)] = []
        var isWanted = false
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("#") { isWanted = line.drop { $0 == "#" || $0 == " " } == section }
            if isWanted, let match = line.firstMatch(of: /^\| `([^`]+)` \| (\w+) \|/) {
                rows.append((String(match.output.1), String(match.output.2)))
            }
        }
        return rows
    }
}
