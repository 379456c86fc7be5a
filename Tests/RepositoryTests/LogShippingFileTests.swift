import Foundation
import Testing
import Yams

/// The files of `deploy` that bring logs to Elasticsearch, as far as their syntax goes.
@Suite struct LogShippingFileTests {
    @Test(arguments: Repository.files(under: "deploy/elk", suffix: ".json"))
    func jsonParses(file: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(try Repository.text(file).utf8))
        #expect((object as? [String: Any])?.isEmpty == false)
    }

    @Test(arguments: Repository.files(under: "deploy/elk", suffix: ".yml"))
    func yamlParses(file: String) throws {
        #expect(try Yams.compose(yaml: try Repository.text(file)) != nil)
    }

    /// What Kibana imports: one object per line, each reference to one that is in the file.
    @Test func savedObjectsReferToEachOther() throws {
        let lines = try Repository.text("deploy/elk/kibana/watchgate.ndjson").split(separator: "\n")
        let objects = try lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        let ids = Set(objects.compactMap { $0["id"] as? String })
        #expect(ids.count == objects.count)
        for stream in ["access", "app", "audit"] {
            let isThere = objects.contains { object in
                let title = (object["attributes"] as? [String: Any])?["title"] as? String
                return object["type"] as? String == "index-pattern" && title == "logs-gateway.\(stream)-*"
            }
            #expect(isThere, "no data view for \(stream)")
            #expect(ids.contains("watchgate-\(stream)-all"), "no saved search for \(stream)")
        }
        for object in objects where object["type"] as? String == "search" {
            for reference in object["references"] as? [[String: Any]] ?? [] {
                #expect(ids.contains(reference["id"] as? String ?? ""))
            }
            let attributes = try #require(object["attributes"] as? [String: Any])
            let meta = attributes["kibanaSavedObjectMeta"] as? [String: Any]
            let source = try #require(meta?["searchSourceJSON"] as? String)
            #expect(try JSONSerialization.jsonObject(with: Data(source.utf8)) is [String: Any])
            let fields = try Repository.text("docs/reference/log-fields.md")
            for column in attributes["columns"] as? [String] ?? [] {
                #expect(fields.contains("| `\(column)` |"), "no record has the column \(column)")
            }
        }
    }

    /// Quotes are closed, and braces and brackets outside of them come in pairs.
    @Test(arguments: ["deploy/elk/logstash/watchgate.conf", "deploy/elk/rsyslog/60-watchgate.conf"])
    func bracesComeInPairs(file: String) throws {
        var open: [Character] = []
        for line in try Repository.text(file).split(separator: "\n") {
            var isQuoted = false
            var isEscaped = false
            for character in line {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isQuoted.toggle()
                } else if !isQuoted, character == "#" {
                    break
                } else if !isQuoted, let closing = ["{": "}", "[": "]", "(": ")"][character] as Character? {
                    open.append(closing)
                } else if !isQuoted, "}])".contains(character) {
                    #expect(open.popLast() == character, "\(file): \(line)")
                }
            }
            #expect(!isQuoted, "\(file): \(line)")
        }
        #expect(open.isEmpty)
    }

    /// The names of the checks are promised to scripts: docs, code and headings agree.
    @Test func everyCheckOfDoctorIsExplained() throws {
        let source = try Repository.text("Sources/watchgate/Doctor/CheckID.swift")
        let checks = source.matches(of: /case (\w+)(?: = "(\w+)")?\n/).map { String($0.output.2 ?? $0.output.1) }
        let page = Markdown(try Repository.text("docs/operations/doctor.md"))
        #expect(checks.count > 10)
        #expect(page.headings.filter { $0.level == 2 }.map(\.text) == checks)
    }

    /// Without it a record that is sent twice would be stored twice.
    @Test func everyShipperNamesTheRecordsID() throws {
        for file in ["filebeat/filebeat.yml", "logstash/watchgate.conf", "rsyslog/60-watchgate.conf"] {
            #expect(try Repository.text("deploy/elk/\(file)").contains(/event\\*\.id/), "\(file)")
        }
    }
}
