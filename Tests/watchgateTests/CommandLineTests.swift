import Foundation
import Testing

/// The binary as people and scripts see it: exit codes, stdout for data, stderr for messages.
@Suite(.timeLimit(.minutes(15))) struct CommandLineTests {
    private static let good = """
        upstreams: { orders: { targets: ["127.0.0.1:9001"] } }
        routes: [ { name: all, match: { path: "/*", methods: [GET] }, upstream: orders } ]

        """

    /// Runs a body in a folder of its own that holds `watchgate.yaml`.
    private static func run(
        _ arguments: [String],
        configuration: String? = good,
        environment: [String: String] = [:]
    ) throws -> CommandResult {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watchgate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        if let configuration {
            try Data(configuration.utf8).write(to: folder.appending(path: "watchgate.yaml"))
        }
        return try CommandResult.run(arguments, folder: folder, environment: environment)
    }

    @Test func checkOfAGoodFileExits0() throws {
        let result = try Self.run(["check"])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("watchgate.yaml: ok, 1 upstream, 1 route, hash "))
        #expect(result.messages.isEmpty)
    }

    @Test func checkOfABadFileExits2WithErrorsOnStandardError() throws {
        let result = try Self.run(["check"], configuration: Self.good + "server: { prot: 1 }\n")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(
            result.messages.hasPrefix(
                "watchgate.yaml:3:11: error[WG-CFG-005]: server.prot: unknown key; did you mean port?\n"
            )
        )
        #expect(!result.messages.contains("\u{1B}"), "no colour away from a terminal")
    }

    @Test func checkAsJSONKeepsToStandardOutput() throws {
        let result = try Self.run(["check", "--json"], configuration: Self.good + "server: { prot: 1 }\n")
        #expect(result.status == 2)
        #expect(result.messages.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect((object?["errors"] as? [Any])?.count == 1)
    }

    /// Each class of warnings: exit 0, and 2 with `--strict`.
    @Test(
        arguments: [
            ("WG-CFG-051", "upstreams: { a: { targets: [\"a:1\"] } }\nroutes: []", [:]),
            ("WG-CFG-052", good + "rate_limit: { policies: [{ name: a, key: [client], limit: 1, per: 1s }] }", [:]),
            ("WG-CFG-053", "routes: []", [:]), ("WG-CFG-054", good, ["REDIS_URL": "redis://r"]),
            ("WG-CFG-055", good + "admin: { host: 0.0.0.0 }", [:]),
            ("WG-CFG-056", good + "server: { timeouts: { body_idle: 5m } }", [:]),
            ("WG-CFG-057", good + "server: { trusted_proxies: [0.0.0.0/0] }", [:]),
        ] as [(String, String, [String: String])]
    )
    func warningsFailOnlyWithStrict(code: String, configuration: String, environment: [String: String]) throws {
        let result = try Self.run(["check"], configuration: configuration, environment: environment)
        #expect(result.status == 0)
        #expect(result.messages.contains("warning[\(code)]"))
        #expect(result.output.contains(": ok, "))
        let strict = try Self.run(["check", "--strict"], configuration: configuration, environment: environment)
        #expect(strict.status == 2)
    }

    @Test func aMissingFileIsNamed() throws {
        let result = try Self.run(["check"], configuration: nil)
        #expect(result.status == 2)
        #expect(result.messages.hasPrefix("watchgate.yaml: error[WG-CFG-001]: cannot be read: no such file"))
    }

    @Test(arguments: [["config", "show"], ["routes"], ["explain", "GET", "/"]])
    func commandsThatNeedAConfigurationExit78WithoutOne(arguments: [String]) throws {
        let result = try Self.run(arguments + ["--config", "absent.yaml"])
        #expect(result.status == 78)
        #expect(result.output.isEmpty)
        #expect(result.messages.hasPrefix("absent.yaml: error[WG-CFG-001]"))
    }

    @Test(arguments: [
        ["chek"], ["check", "--confg", "x"], ["check", "extra"], ["explain"], ["explain", "GET"],
        ["explain", "GET", "x"],
        ["config", "shwo"], ["check", "--config"],
    ])
    func usageErrorsExit64(arguments: [String]) throws {
        let result = try Self.run(arguments)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(!result.messages.isEmpty)
    }

    @Test func aMistypedCommandIsSuggested() throws {
        #expect(try Self.run(["chek"]).messages.contains("did you mean check?"))
        #expect(try Self.run(["check", "--strct"]).messages.contains("--strict"))
    }

    @Test(arguments: [
        ["--help"], ["check", "--help"], ["config", "--help"], ["config", "show", "--help"],
        ["config", "schema", "--help"],
        ["routes", "--help"], ["explain", "--help"], ["version", "--help"], ["telemetry", "--help"],
        ["telemetry", "describe", "--help"],
    ])
    func helpBeginsWithExamplesAndEndsWithTheDocumentation(arguments: [String]) throws {
        let result = try Self.run(arguments)
        #expect(result.status == 0)
        let examples = try #require(result.output.range(of: "Examples:\n  watchgate "))
        let usage = try #require(result.output.range(of: "USAGE:"))
        #expect(examples.lowerBound < usage.lowerBound)
        #expect(result.output.hasSuffix("\n\nDocumentation: docs/reference/configuration.md\n"))
    }

    @Test func telemetryDescribeNeedsNoConfiguration() throws {
        let text = try Self.run(["telemetry", "describe"], configuration: nil)
        #expect(text.status == 0)
        #expect(text.output.contains("\nhttp_server_request_duration_seconds\n  Time from"))
        let json = try Self.run(["telemetry", "describe", "--json"], configuration: nil)
        let families = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect(families?.contains { $0["name"] as? String == "gateway_ready" } == true)
    }

    @Test func showPrintsTheEnvironmentsPort() throws {
        let result = try Self.run(["config", "show"], environment: ["API_PORT": "8099"])
        #expect(result.status == 0)
        #expect(
            result.output.split(separator: "\n").contains {
                $0.hasPrefix("server.port ") && $0.contains("8099") && $0.contains("environment, API_PORT")
            }
        )
        let json = try Self.run(["config", "show", "--json"])
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
    }

    @Test func schemaIsJSON() throws {
        let result = try Self.run(["config", "schema"], configuration: nil)
        #expect(result.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(object?["additionalProperties"] as? Bool == false)
    }

    @Test func routesAreListed() throws {
        let result = try Self.run(["routes"])
        #expect(
            result.output
                == "ROUTE  METHODS    HOST  PATH  UPSTREAM  LIMITS\nall    GET, HEAD  any   /*    orders    -\n"
        )
        #expect(try Self.run(["routes", "--json"]).output.contains("\"name\": \"all\""))
    }

    @Test func explainSaysWhatHappens() throws {
        let route = try Self.run(["explain", "GET", "http://a.test/x"])
        #expect(route.status == 0)
        #expect(route.output.contains("route all, to upstream orders (127.0.0.1:9001)"))
        let refused = try Self.run(["explain", "POST", "/x"])
        #expect(refused.output.contains("answered 405 by the gateway (Allow: GET, HEAD)"))
        #expect(try Self.run(["explain", "--json", "GET", "/x"]).output.contains("\"verdict\": \"taken\""))
    }

    @Test func versionNamesItself() throws {
        #expect(try Self.run(["version"]).output.hasPrefix("watchgate 0.1.0, revision "))
        let json = try Self.run(["version", "--json"])
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: String]
        #expect(object?["version"] == "0.1.0")
        #expect(object?["swift"]?.hasPrefix("6.") == true)
        #expect(try Self.run(["--version"]).output == "0.1.0\n")
    }
}
