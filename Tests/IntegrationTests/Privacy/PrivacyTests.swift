import Foundation
import Testing

/// `logs.privacy` through a real gateway: what a record holds of a request.
@Suite(.blocking) struct PrivacyTests {
    private static func start(
        _ privacy: String,
        _ change: (inout GatewaySetup) -> Void = { _ in }
    ) throws -> GatewayProcess {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.routes.append(#"{ name: reset, match: { path: "/reset/{token}" }, upstream: a, private: true }"#)
        setup.logs = ["privacy: { \(privacy) }"]
        change(&setup)
        return try .start(setup)
    }

    private static func line(_ gateway: GatewayProcess, _ path: String, _ fields: String...) throws -> AccessLine {
        let client = try gateway.connect()
        let lines = fields.map { $0 + "\r\n" }.joined()
        try client.send("GET \(path) HTTP/1.1\r\nHost: gateway.test\r\n\(lines)\r\n")
        return try gateway.accessLine(of: try client.read()["X-Request-Id"] ?? "")
    }

    private static func object(_ line: AccessLine, _ key: String) throws -> [String: String]? {
        let members = try JSONSerialization.jsonObject(with: Data(line.text.utf8)) as? [String: Any]
        return members?[key] as? [String: String]
    }

    @Test func listedHeadersAndValuesAreLogged() throws {
        let gateway = try Self.start("headers: [X-Tenant, X-Absent], query_values: [page]")
        defer { gateway.stop() }
        let line = try Self.line(
            gateway,
            "/a?page=2&token=s3cret&page=3",
            "X-Tenant: a",
            "x-tenant: \"b\"",
            "X-Other: c"
        )
        #expect(try Self.object(line, "gateway.headers") == ["x-tenant": "a, \"b\""])
        #expect(try Self.object(line, "gateway.query") == ["page": "2, 3"])
        #expect(line.texts("gateway.query_keys") == ["page", "token"])
        let plain = try Self.line(gateway, "/a")
        #expect(!plain.text.contains("gateway.headers") && !plain.text.contains("gateway.query"))
    }

    @Test func aPrivateRouteShowsItsTemplate() throws {
        let gateway = try Self.start("query_values: [page]")
        defer { gateway.stop() }
        let line = try Self.line(gateway, "/reset/s3cret?page=2&s3cret=1", "Referer: https://shop.example/reset/s3cret")
        #expect(line.text("url.path") == "/reset/{token}")
        #expect(line.text("http.request.referrer") == "https://shop.example")
        #expect(!line.text.contains("gateway.query") && !line.text.contains("s3cret"))
    }

    @Test(
        arguments: [
            ("full", "203.0.113.77", "203.0.113.77"), ("net", "203.0.113.77", "203.0.113.0"),
            ("net", "2001:db8:1:2::3", "2001:db8:1::"), ("none", "203.0.113.77", nil),
        ] as [(String, String, String?)]
    )
    func theAddressIsReduced(mode: String, address: String, expected: String?) throws {
        let gateway = try Self.start("client_ip: \(mode)") { $0.server = "trusted_proxies: [127.0.0.1]" }
        defer { gateway.stop() }
        let line = try Self.line(gateway, "/a", "X-Forwarded-For: \(address)")
        #expect(line.text("client.ip") == expected)
        let redactions = try gateway.scrape().sum("log_pipeline_redactions_total", ["rule": "client_ip"])
        #expect(redactions == (mode == "full" ? 0 : 1))
    }

    /// Runs the same configuration again in the same folders, for one request.
    private static func lineAfterRestart(_ gateway: GatewayProcess) throws -> AccessLine {
        let process = try ChildProcess(
            TestProgram.watchgate,
            ["serve", "--config", gateway.folder.file("watchgate.yaml")],
            output: gateway.folder.file("stdout2"),
            messages: gateway.folder.file("stderr2")
        )
        defer { process.kill() }
        try Deadline.wait(for: "readiness; stderr: \(gateway.folder.read("stderr2"))") {
            (try? gateway.isReady()) == true ? () : nil  // Nobody listens yet.
        }
        return try Self.line(gateway, "/a", "Authorization: Bearer s3cret")
    }

    /// A key is kept for a day: after a restart the same client and the same credential look the same.
    @Test func fingerprintsOutliveARestartAndEndWithTheDay() throws {
        let gateway = try Self.start("client_ip: hash")
        defer { gateway.stop() }
        let first = try Self.line(gateway, "/a", "Authorization: Bearer s3cret")
        #expect(first.text("client.ip")?.hasPrefix("100::") == true)
        let file = gateway.folder.file("state/fingerprint.key")
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let key = try String(contentsOfFile: file, encoding: .utf8)
        #expect(key.wholeMatch(of: /\d{4}-\d\d-\d\d [0-9a-f]{64}\n/) != nil)
        #expect(gateway.terminate() == .exited(0))
        let second = try Self.lineAfterRestart(gateway)
        // The test may run at midnight.
        if try String(contentsOfFile: file, encoding: .utf8) == key {
            #expect(second.text("client.ip") == first.text("client.ip"))
            #expect(second.text("gateway.credential") == first.text("gateway.credential"))
        }
        try "2001-01-01\(key.dropFirst(10))".write(toFile: file, atomically: true, encoding: .utf8)
        let third = try Self.lineAfterRestart(gateway)
        #expect(third.text("client.ip") != first.text("client.ip"))
        #expect(third.text("gateway.credential") != first.text("gateway.credential"))
        let renewed = try String(contentsOfFile: file, encoding: .utf8)
        #expect(renewed.dropFirst(10) != key.dropFirst(10) && !renewed.hasPrefix("2001"))
    }

    /// The command of docs/operations/privacy.md.
    @Test(arguments: [
        ("Authorization: Bearer", "abc.def.ghi", "bearer"), ("X-Api-Key:", "k-123", "api_key"),
        ("Authorization: Basic", "bGluOnMzY3JldA==", "basic"),
    ])
    func aFingerprintCanBeComparedWithACredential(field: String, token: String, scheme: String) throws {
        let gateway = try Self.start("client_ip: full")
        defer { gateway.stop() }
        let line = try Self.line(gateway, "/a", "\(field) \(token)")
        let document = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/operations/privacy.md").standardized
        let text = try String(contentsOf: document, encoding: .utf8)
        let block = try #require(text.firstMatch(of: /```sh\n([^`]*openssl[^`]*)```/)).output.1
        let run = try TestProgram.run(
            "/bin/sh",
            ["-c", String(block)],
            environment: ["TOKEN": token, "STATE": gateway.folder.file("state")],
            in: try TemporaryFolder()
        )
        #expect(run.exitCode == 0)
        #expect(line.text("gateway.credential") == "\(scheme) \(run.output.prefix(8))", "\(run.messages)")
        #expect(run.output.count == 9)
        #expect(!line.text.contains(token))
    }

    @Test func everyRuleCounts() throws {
        let gateway = try Self.start("client_ip: net")
        defer { gateway.stop() }
        for path in ["/a?token=x", "/reset/x"] {
            _ = try Self.line(gateway, path, "Cookie: a=b", "Authorization: Bearer x", "Referer: https://a/?b")
        }
        _ = try Self.line(gateway, "/a")
        let exposition = try gateway.scrape()
        let counts = ["query_values", "referrer", "private_path", "client_ip", "headers", "credential", "secret"].map {
            exposition.sum("log_pipeline_redactions_total", ["rule": $0])
        }
        #expect(counts == [1, 2, 1, 3, 2, 2, 0])
    }

    @Test func whatWasCutIsListedAndCounted() throws {
        let gateway = try Self.start("headers: [X-Long]")
        defer { gateway.stop() }
        let long = String(repeating: "v", count: 1_500)
        let line = try Self.line(gateway, "/\(long)", "X-Long: \(long)", "User-Agent: \(long)")
        #expect(line.texts("gateway.truncated") == ["url.path", "user_agent.original", "gateway.headers"])
        #expect(line.text.hasSuffix(#""gateway.truncated":["url.path","user_agent.original","gateway.headers"]}"#))
        let exposition = try gateway.scrape()
        for field in ["url.path", "user_agent.original", "gateway.headers"] {
            #expect(exposition.sum("log_pipeline_truncations_total", ["field": field]) == 1)
        }
    }
}
