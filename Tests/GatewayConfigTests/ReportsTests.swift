import Foundation
import GatewayConfig
import GatewayCore
import TestKit
import Testing

@Suite struct ReportsTests {
    private static let text = Sample.minimal + "server: { shards: 2, port: 8081, timeouts: { idle: 90s } }\n"

    @Test func showPrintsEveryValueAndItsOrigin() throws {
        let environment = ["API_PORT": "8082", "NODE_ENV": "test", "STATE_DIRECTORY": "/var/lib/watchgate"]
        var overrides = ConfigurationOverrides()
        overrides.set("admin.port", to: "9999", flag: "--admin-port")
        let report = Reports.show(try Sample.load(Self.text, environment, overrides).get())
        expectGolden(report.text, "show.txt")
        expectGolden(report.json.text, "show.json")
    }

    @Test func showRepeatsNoSecretOfTheEnvironment() throws {
        let environment = [
            "DATABASE_URL": "postgres://u:hunter2@db/x", "JWT_SECRET": "hunter2", "REDIS_URL": "redis://:hunter2@r",
        ]
        let loaded = try Sample.load(Self.text, environment).get()
        let report = Reports.show(loaded)
        let texts = report.text + report.json.text + loaded.warnings.text()
        #expect(!texts.contains("hunter2"))
        #expect(loaded.warnings.items.count == 2)
    }

    @Test func checkSaysThatAFileIsGood() throws {
        let result = Sample.load(Self.text)
        let hash = try result.get().plan.hash
        #expect(Reports.check(result).text == "watchgate.yaml: ok, 1 upstream, 1 route, hash \(hash)\n")
        let warned = Reports.check(Sample.load(Self.text + "admin: { host: 0.0.0.0 }\n"))
        #expect(warned.text.contains("1 route, 1 warning, hash"))
    }

    @Test func checkGivesErrorsAsJSON() throws {
        let report = Reports.check(Sample.load(Self.text + "x: 1\nadmin: { host: 0.0.0.0 }\n"))
        #expect(report.text.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(report.json.text.utf8)) as? [String: Any]
        #expect(object?["ok"] as? Bool == false)
        let errors = object?["errors"] as? [[String: Any]]
        #expect(errors?.count == 1)
        #expect(errors?[0]["code"] as? String == "WG-CFG-005")
        #expect(errors?[0]["line"] as? Int == 4 && errors?[0]["column"] as? Int == 1)
        #expect((object?["warnings"] as? [Any])?.count == 1)
    }

    @Test func jsonTextsAreEscaped() {
        let value = JSONValue.object([
            ("a\"\\\n\t", .text("\u{1}\u{7F}é\u{2028}")), ("b", .array([])), ("c", .object([])),
        ])
        #expect(value.text == "{\n  \"a\\\"\\\\\\n\\t\": \"\\u0001\\u007fé\\u2028\",\n  \"b\": [],\n  \"c\": {}\n}\n")
    }

    @Test(
        arguments: [
            ("timeuots", "timeouts"), ("bodyIdle", "body_idle"), ("head", "head"), ("hed", "head"), ("dran", "drain"),
            ("tim", "timeouts"), ("zzz", nil), ("", nil), ("h", nil),
        ] as [(String, String?)]
    )
    func theNearestWordIsSuggested(word: String, suggestion: String?) {
        #expect(Suggestion.nearest(to: word, in: ["head", "body_idle", "drain", "timeouts"]) == suggestion)
    }
}
