import Foundation
import Testing

/// The command line: exit codes, stdout for data, stderr for messages (contract.md).
@Suite(.blocking) struct CommandTests {
    private static let good = """
        server: { port: 8080 }
        upstreams:
          orders: { targets: ["127.0.0.1:9001"] }
        routes:
          - { name: everything, match: { path: "/*" }, upstream: orders }
          - { name: order, match: { path: "/v1/orders/{id}", methods: [GET], host: api.example.com }, upstream: orders }
        """

    private static let bad = """
        server:
          prot: 8080
          timeouts: { head: 10 }
        upstreams:
          a: { targets: ["127.0.0.1:99999"] }
        routes:
          - { name: all, match: { path: "/*" }, upstream: b }
        """

    private static func run(
        _ arguments: String...,
        configuration: String = good,
        environment: [String: String] = [:]
    ) throws -> TestProgram.Run {
        let folder = try TemporaryFolder()
        try folder.write(configuration, to: "watchgate.yaml")
        let arguments = arguments.map { $0 == "FILE" ? folder.file("watchgate.yaml") : $0 }
        let run = try TestProgram.run(TestProgram.watchgate, arguments, environment: environment, in: folder)
        return TestProgram.Run(
            ending: run.ending,
            output: run.output.replacing(folder.path + "/", with: ""),
            messages: run.messages.replacing(folder.path + "/", with: "")
        )
    }

    private static func members(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func versionNamesVersionRevisionAndSwift() throws {
        let run = try Self.run("version")
        #expect(run.exitCode == 0)
        #expect(run.output.wholeMatch(of: /watchgate \d+\.\d+\.\d+, revision \w+, Swift 6\.\d+(\.\d+)?\n/) != nil)
        #expect(run.messages.isEmpty)
        let json = try Self.run("version", "--json")
        #expect(try Set(Self.members(json.output).keys) == ["version", "revision", "swift"])
        #expect(try Self.run("--version").exitCode == 0)
    }

    @Test(arguments: [
        ["chek"], ["serve", "--nope"], ["explain"], ["explain", "GET", "nonsense"], ["check", "--config"],
    ])
    func wrongUsageIs64(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.good, to: "watchgate.yaml")
        var arguments = arguments
        if arguments.last == "nonsense" { arguments += ["--config", folder.file("watchgate.yaml")] }
        let run = try TestProgram.run(TestProgram.watchgate, arguments, in: folder)
        #expect(run.exitCode == 64)
        #expect(run.output.isEmpty)
        #expect(!run.messages.isEmpty)
        if arguments == ["chek"] { #expect(run.messages.contains("did you mean check?")) }
    }

    @Test func aGoodFileIs0() throws {
        let run = try Self.run("check", "--config", "FILE")
        #expect(run.exitCode == 0)
        #expect(run.output.hasPrefix("watchgate.yaml: ok, 1 upstream, 2 routes"))
        #expect(run.messages.isEmpty)
    }

    @Test func allErrorsOfAFileAreNamedAtOnce() throws {
        let run = try Self.run("check", "--config", "FILE", configuration: Self.bad)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        for message in [
            "watchgate.yaml:2:3: error[WG-CFG-005]: server.prot: unknown key; did you mean port?",
            "watchgate.yaml:3:21: error[WG-CFG-012]: server.timeouts.head: ",
            "watchgate.yaml:5:18: error[WG-CFG-017]: upstreams.a.targets[0].address: ",
            "watchgate.yaml:7:51: error[WG-CFG-024]: routes[0].upstream: ",
        ] { #expect(run.messages.contains(message)) }
        let json = try Self.members(try Self.run("check", "--json", "--config", "FILE", configuration: Self.bad).output)
        #expect((json["errors"] as? [Any])?.count == 4)
        #expect(json["ok"] as? Bool == false)
    }

    @Test func warningsFailOnlyWhenAsked() throws {
        let text = Self.good.replacing(
            "upstreams:\n",
            with: "upstreams:\n  unused: { targets: [\"127.0.0.1:9009\"] }\n"
        )
        let run = try Self.run("check", "--config", "FILE", configuration: text)
        #expect(run.exitCode == 0)
        #expect(run.messages.contains("watchgate.yaml:3:3: warning[WG-CFG-051]"))
        #expect(try Self.run("check", "--strict", "--config", "FILE", configuration: text).exitCode == 2)
    }

    @Test func aMissingFileIsSaid() throws {
        let run = try Self.run("check", "--config", "/nowhere/watchgate.yaml")
        #expect(run.exitCode == 2)
        #expect(run.messages.contains("/nowhere/watchgate.yaml: error[WG-CFG-001]"))
        #expect(try Self.run("serve", "--config", "/nowhere/watchgate.yaml").exitCode == 78)
    }

    @Test(arguments: ["serve", "routes", "config show", "explain GET /x"])
    func aBadConfigurationIs78(command: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bad, to: "watchgate.yaml")
        let arguments = command.split(separator: " ").map(String.init) + ["--config", folder.file("watchgate.yaml")]
        let run = try TestProgram.run(TestProgram.watchgate, arguments, in: folder)
        #expect(run.exitCode == 78)
        #expect(run.output.isEmpty)
        #expect(run.messages.contains("watchgate.yaml:2:3: error[WG-CFG-005]"))
    }

    @Test func routesAreListedTheMostSpecificFirst() throws {
        let run = try Self.run("routes", "--config", "FILE")
        #expect(run.exitCode == 0)
        let names = run.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
        #expect(names == ["ROUTE", "order", "everything"])
        let json = try JSONSerialization.jsonObject(
            with: Data(try Self.run("routes", "--json", "--config", "FILE").output.utf8)
        )
        #expect((json as? [[String: Any]])?.map { $0["name"] as? String } == ["order", "everything"])
    }

    @Test(
        arguments: [
            (["GET", "http://api.example.com/v1/orders/7"], "order"),
            (["HEAD", "http://api.example.com:81/v1/orders/7"], "order"),
            (["GET", "/v1/orders/7", "--host", "api.example.com"], "order"), (["GET", "/v1/orders/7"], "everything"),
            (["DELETE", "http://api.example.com/v1/orders/7"], "everything"),
        ]
    )
    func explainNamesTheRoute(arguments: [String], route: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.good, to: "watchgate.yaml")
        let file = ["--config", folder.file("watchgate.yaml")]
        let run = try TestProgram.run(TestProgram.watchgate, ["explain"] + arguments + file, in: folder)
        #expect(run.exitCode == 0)
        #expect(run.output.contains("route \(route), to upstream orders (127.0.0.1:9001)"))
        let json = try TestProgram.run(TestProgram.watchgate, ["explain", "--json"] + arguments + file, in: folder)
        #expect((try Self.members(json.output)["route"] as? [String: Any])?["name"] as? String == route)
    }

    @Test func configShowSaysWhereEachValueIsFrom() throws {
        let run = try Self.run("config", "show", "--config", "FILE", environment: ["API_PORT": "8123"])
        #expect(run.exitCode == 0)
        #expect(run.output.contains(/server\.port +8123 +environment/))
        #expect(run.output.contains(/server\.timeouts\.head +10s +default/))
        #expect(run.output.contains(/upstreams\.orders\.targets.* +file, line 3/))
        #expect(try Self.members(try Self.run("config", "schema").output)["$schema"] != nil)
    }

    @Test func everyCommandHasAHelp() throws {
        for command in ["serve", "demo", "check", "config", "routes", "explain", "doctor", "healthcheck", "version"] {
            let run = try Self.run("help", command)
            #expect(run.exitCode == 0)
            #expect(run.output.contains("watchgate \(command)"), "\(command) has an example")
            #expect(run.messages.isEmpty)
        }
    }
}
