import Foundation
import GatewayConfig
import TestKit
import Testing

/// The texts people see.
@Suite struct ErrorTextTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    @Test func everyErrorOfABigBrokenFileIsReportedInOneRun() throws {
        let text = try String(contentsOf: Self.folder.appending(path: "broken.yaml"), encoding: .utf8)
        let environment = ["API_PORT": "80a", "APP_ENV": "Production", "DATABASE_URL": "postgres://u:p@h/d"]
        var overrides = ConfigurationOverrides()
        overrides.set("server.shards", to: "65", flag: "--shards")
        let diagnostics = ConfigurationLoader.load(
            text: text,
            file: "broken.yaml",
            environment: environment,
            overrides: overrides
        )
        guard case .failure(let failure) = diagnostics else {
            Issue.record("the broken file has no errors")
            return
        }
        expectGolden(failure.text(), "broken.txt")
    }

    @Test func anErrorNamesPlaceKeyValueAndRemedy() {
        let text = """
            upstreams:
              orders:
                targets: ["127.0.0.1:9001"]
                timeouts: { total: 3 sec }
            routes: [ { name: all, match: { path: "/*" }, upstream: orders } ]
            """
        let expected = """
            watchgate.yaml:4:24: error[WG-CFG-012]: upstreams.orders.timeouts.total: "3 sec" is not a duration; write 3s
                4 |     timeouts: { total: 3 sec }
                  |                        ^^^^^  docs/reference/configuration.md#wg-cfg-012

            """
        #expect(Sample.diagnostics(text).text() == expected)
    }

    @Test func colourIsUsedOnlyWhenAsked() {
        let diagnostics = Sample.diagnostics("x: 1\n")
        #expect(!diagnostics.text().contains("\u{1B}"))
        #expect(diagnostics.text(usesColor: true).contains("\u{1B}[31;1merror[WG-CFG-005]\u{1B}[0m"))
    }

    @Test func aLongLineIsCutAroundTheError() throws {
        let line = "logs: { app: { sinks: [stdout], level: \"" + String(repeating: "z", count: 500) + "\" } }"
        let item = try #require(Sample.diagnostics(Sample.minimal + line).items.first)
        let excerpt = try #require(item.excerpt)
        #expect(excerpt.line.unicodeScalars.count <= 162)
        #expect(excerpt.column + excerpt.length <= excerpt.line.unicodeScalars.count)
        #expect(item.what.count < 100)
    }

    @Test(arguments: [
        ("jwt_secret: hunter2-hunter2", "hunter2"), ("auth: { API_TOKEN: \"abc def\", b: 1 }", "abc"),
        ("database: \"postgres://user:hunter2@db/x\"", "hunter2"), ("Password : p4ss", "p4ss"),
        ("telemetry: { traces: { otlp: \"http://a/v1?key=hunter2\" } }", "hunter2"),
        ("logs: { sinks: { elasticsearch: { url: 'http://a:9200?key=hunter2' } } }", "hunter2"),
    ])
    func secretsInALineAreNotRepeated(line: String, secret: String) {
        let text = Sample.diagnostics(Sample.minimal + line).text()
        #expect(text.contains("[redacted]"))
        #expect(!text.contains(secret), "\(text)")
    }

    /// A value that is refused stands in the message, so it must not carry a password.
    @Test(arguments: [
        "http://lin:hunter2@10.0.0.1:9001", "lin:hunter2@10.0.0.1:9001", "lin:hunter2@10.0.0.1", "hunter2@10.0.0.1",
        "http://lin:hunter2@10.0.0.1/x@y",
    ])
    func aRefusedValueShowsNoPassword(target: String) {
        let document = "upstreams: { orders: { targets: [\"\(target)\"] } }\n"
        let diagnostics = Sample.diagnostics(document)
        #expect(diagnostics.items.contains { $0.what.contains("[redacted]@10.0.0.1") })
        for item in diagnostics.items { #expect(!item.what.contains("hunter2") && !item.instead.contains("hunter2")) }
    }

    @Test func theNameOfASecretFileIsShown() {
        let text = Sample.diagnostics(Sample.minimal + "admin: { hooks_token_file: /etc/hooks }").text()
        #expect(text.contains("hooks_token_file: /etc/hooks"))
    }

    @Test func controlCharactersReachNoTerminal() {
        let text = Sample.diagnostics(Sample.minimal + "logs: { app: { level: \"\\e[31m\\u202e\\n\" } } # \u{202E}")
            .text()
        #expect(text.contains("\u{FFFD}[31m\u{FFFD}\u{FFFD}"))
        #expect(!text.contains("\u{202E}") && !text.contains("\u{1B}"))
    }

    @Test func marksCountWideAndAccentedCharactersOnce() throws {
        let item = try #require(Sample.diagnostics("# é\n\"größe\": { ü: 1 }\n").errors.first)
        #expect(item.place == .position(line: 2, column: 1, length: 7))
    }

    @Test func linesWithCarriageReturnsAreLines() throws {
        let text = Sample.minimal.replacing("\n", with: "\r\n") + "server:\r\n  prot: 1\r\n"
        let item = try #require(Sample.diagnostics(text).errors.first)
        #expect(item.place == .position(line: 4, column: 3, length: 4))
        #expect(item.excerpt?.line == "  prot: 1")
    }
}
