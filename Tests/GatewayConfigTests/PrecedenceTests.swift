import GatewayConfig
import GatewayCore
import Testing

@Suite struct PrecedenceTests {
    private static let file = Sample.minimal + "server: { port: 8081 }\nstate_dir: /var/lib/a\n"

    private static func overrides(port: String) -> ConfigurationOverrides {
        var overrides = ConfigurationOverrides()
        overrides.set("server.port", to: port, flag: "--port")
        return overrides
    }

    private static func origin(_ key: String, _ loaded: LoadedConfiguration) -> ConfigurationOrigin? {
        loaded.entries.first { $0.key == key }?.origin
    }

    @Test func flagsComeBeforeEnvironmentBeforeFileBeforeDefaults() throws {
        let environment = ["API_PORT": "8082"]
        #expect(try Sample.plan(Sample.minimal).server.port == 8080)
        #expect(try Sample.plan(Self.file).server.port == 8081)
        #expect(try Sample.plan(Self.file, environment).server.port == 8082)
        #expect(try Sample.plan(Self.file, environment, Self.overrides(port: "8083")).server.port == 8083)
    }

    @Test func theOriginOfEachValueIsKnown() throws {
        let environment = ["API_PORT": "8082"]
        let file = try Sample.load(Self.file).get()
        #expect(Self.origin("server.port", file) == .file(line: 3))
        #expect(Self.origin("server.host", file) == .byDefault)
        #expect(Self.origin("server.port", try Sample.load(Self.file, environment).get()) == .environment("API_PORT"))
        let flags = try Sample.load(Self.file, environment, Self.overrides(port: "8083")).get()
        #expect(Self.origin("server.port", flags) == .flag("--port"))
    }

    @Test func aWrongValueBehindARightOneIsStillAnError() {
        let text = Sample.minimal + "server: { port: 0 }\n"
        #expect(Sample.codes(text, ["API_PORT": "8082"]) == ["WG-CFG-017"])
        let items = Sample.diagnostics(Self.file, ["API_PORT": "-1"], Self.overrides(port: "65536")).items
        #expect(items.map(\.place) == [.environment("API_PORT"), .flag("--port")])
        #expect(
            items[1].text(file: "f")
                == "command line: error[WG-CFG-017]: --port: \"65536\" is not a port; write 1 to 65535"
        )
    }

    @Test func anEmptyVariableIsAbsent() throws {
        #expect(try Sample.plan(Self.file, ["API_PORT": "", "APP_ENV": ""]).server.port == 8081)
    }

    @Test func theEnvironmentIsNamedByAppEnvThenNodeEnv() throws {
        #expect(try Sample.plan(Sample.minimal).environment == "development")
        #expect(try Sample.plan(Sample.minimal, ["NODE_ENV": "test"]).environment == "test")
        #expect(
            try Sample.plan(Sample.minimal, ["NODE_ENV": "test", "APP_ENV": "production"]).environment == "production"
        )
        #expect(Sample.codes(Sample.minimal, ["NODE_ENV": "1"]) == ["WG-CFG-022"])
    }

    @Test func systemdsFoldersAreDefaults() throws {
        let environment = [
            "STATE_DIRECTORY": "/var/lib/watchgate:/var/lib/other", "LOGS_DIRECTORY": "/var/log/watchgate",
        ]
        let plan = try Sample.plan(Sample.minimal, environment)
        #expect(plan.stateDirectory == "/var/lib/watchgate")
        #expect(plan.logs.ringsDirectory == "/var/lib/watchgate/rings")
        let runtime = try Sample.plan(
            Sample.minimal,
            environment.merging(["RUNTIME_DIRECTORY": "/run/watchgate"]) { $1 }
        )
        #expect(runtime.logs.ringsDirectory == "/run/watchgate/rings")
        #expect(plan.logs.file.path == "/var/log/watchgate/access.jsonl")
        let file = try Sample.plan(Self.file, environment)
        #expect(file.stateDirectory == "/var/lib/a")
        #expect(file.logs.file.path == "/var/log/watchgate/access.jsonl")
        #expect(try Sample.plan(Self.file).logs.file.path == "/var/lib/a/access.jsonl")
        #expect(try Sample.plan(Sample.minimal).logs.file.path == "./.watchgate/access.jsonl")
    }

    @Test func changesThatNeedARestartAreNamed() throws {
        let before = try Sample.load(Sample.minimal).get()
        let after = try Sample.load(
            Sample.minimal + "server: { port: 8081, timeouts: { idle: 5s } }\nlogs: { app: { level: debug } }\n"
        ).get()
        #expect(after.keysThatNeedRestart(since: before) == ["server.port", "logs.app.level"])
        #expect(after.keysThatNeedRestart(since: after) == [])
    }
}
