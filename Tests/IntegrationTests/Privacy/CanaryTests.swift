import Foundation
import Testing

/// Secrets in every place a client, an upstream or an operator can write: none of them is in anything the gateway wrote.
@Suite(.blocking) struct CanaryTests {
    private static let formats = [
        "text/plain;version=0.0.4", "application/openmetrics-text;version=1.0.0",
        "application/openmetrics-text;version=2.0.0",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
    ]
    /// What is logged by design, or listed: the search has to find it.
    private static let planted = ["PlantedAgent/1.0", "PlantedTenant", "PlantedPage"]

    private static func setup(_ flock: CanaryFlock, headers: String) throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try flock.upstream())
        setup.routes += [
            #"{ name: reset, match: { path: "/reset/{token}" }, upstream: a, private: true }"#,
            #"{ name: small, match: { path: "/small" }, upstream: a, limits: { body_bytes: 1KiB } }"#,
        ]
        setup.accessSink = "file, stdout"
        setup.appSink = "file, stdout"
        setup.compress = "gzip"
        setup.rotateBytes = "1MiB"
        setup.logs = ["privacy: { headers: [\(headers)], query_values: [page] }"]
        setup.environment = try flock.environment
        return setup
    }

    /// Sends everything and gathers everything.
    private static func search(_ flock: CanaryFlock, headers: String) throws -> CanarySearch {
        let gateway = try GatewayProcess.start(try Self.setup(flock, headers: headers))
        defer { gateway.stop() }
        var search = CanarySearch()
        for flight in flock.flights where !flight.request.isEmpty {
            let client = try gateway.connect()
            try client.send(flight.request)
            // Some are answered by the end of the connection alone.
            guard let answer = try? client.read(to: flight.method, within: 10) else { continue }
            // An upstream's own answer is the client's to see; ours is not to repeat anything.
            guard answer["Content-Type"] == "application/problem+json" else { continue }
            search.add("answer to \(flight.canary.kind)", answer.head.text.utf8 + answer.body)
        }
        // Fills the file that is rotated, so that a compressed one holds the lines from above.
        let client = try gateway.connect()
        let path = "/ordinary/" + String(repeating: "p", count: 900)
        for _ in 0..<900 { _ = try client.get(path) }
        try Self.reject(flock, gateway)
        for (index, accept) in Self.formats.enumerated() {
            search.add("metrics \(index)", try gateway.admin("/metrics", "Accept: \(accept)").body)
        }
        search.add("readiness", try gateway.admin("/health/ready").body)
        try Deadline.wait(for: "a compressed file") {
            gateway.folder.names().contains { $0.hasPrefix("access-") && $0.hasSuffix(".gz") } ? () : nil
        }
        // Twice: what lies there while it runs, rings among it, may be gone after its end.
        let without: Set = ["watchgate.yaml", "broken.yaml"]
        try search.add(folder: gateway.folder.path, without: without, prefix: "running/")
        #expect(gateway.terminate() == .exited(0))
        try Self.runCommands(flock, gateway, &search)
        // The configuration is where the operator wrote it.
        try search.add(folder: gateway.folder.path, without: without)
        return search
    }

    /// Offers a configuration with secrets in it, which is refused.
    private static func reject(_ flock: CanaryFlock, _ gateway: GatewayProcess) throws {
        try gateway.folder.write(flock.brokenConfiguration, to: "watchgate.yaml")
        gateway.signal(SIGHUP)
        _ = try gateway.scrape(until: "a refused reload") {
            $0.sum("gateway_config_reloads_total", ["result": "rejected"]) == 1
        }
        try gateway.write(gateway.setup)
    }

    private static func runCommands(
        _ flock: CanaryFlock,
        _ gateway: GatewayProcess,
        _ search: inout CanarySearch
    ) throws {
        let good = gateway.folder.file("watchgate.yaml")
        let broken = gateway.folder.file("broken.yaml")
        try gateway.folder.write(flock.brokenConfiguration, to: "broken.yaml")
        let commands = [
            ["config", "show", "--config", good], ["config", "show", "--json", "--config", good],
            ["check", "--config", good], ["check", "--config", broken], ["check", "--json", "--config", broken],
            ["serve", "--config", broken], ["routes", "--config", good],
            [
                "explain", "GET", "http://lin:\(flock.core("target's user"))@a/x?token=\(flock.core("query token"))",
                "--config", good,
            ],
        ]
        for (index, command) in commands.enumerated() {
            let folder = try TemporaryFolder()
            let run = try TestProgram.run(
                TestProgram.watchgate,
                command,
                environment: try flock.environment,
                in: folder
            )
            search.add("output of \(command[0]) \(index)", run.output.utf8)
            search.add("messages of \(command[0]) \(index)", run.messages.utf8)
        }
    }

    @Test func noSecretIsFoundAnywhere() throws {
        let flock = CanaryFlock(seed: .random(in: 0...UInt64.max))
        let search = try Self.search(flock, headers: "X-Tenant")
        #expect(flock.canaries.count >= 60)
        #expect(Set(flock.canaries.map(\.kind)).count == flock.canaries.count, "each kind once")
        #expect(search.find(flock.canaries) == [], "seed \(flock.seed)")
        for text in Self.planted {
            let places = search.find(text)
            #expect(places.contains("stdout"), "\(text) in \(places)")
            #expect(places.contains { $0.hasPrefix("access-") && $0.hasSuffix(".gz") }, "\(text) in \(places)")
        }
        #expect(search.find("configuration rejected").contains("app.jsonl"))
        #expect(search.places.keys.contains { $0.hasPrefix("answer to") })
        #expect(search.places.keys.contains("state/fingerprint.key"))
        for index in Self.formats.indices { #expect(search.places["metrics \(index)"]?.count ?? 0 > 10_000) }
    }

    /// The search can fail: a header that somebody lists is found.
    ///
    /// That is in every sink of the access log, in its ring, and nowhere else.
    @Test func whatIsListedIsFound() throws {
        let flock = CanaryFlock(seed: .random(in: 0...UInt64.max))
        let found = try Self.search(flock, headers: "X-Tenant, X-Auth-Token").find(flock.canaries)
        #expect(found.count == 5, "\(found), seed \(flock.seed)")
        #expect(found.contains("X-Auth-Token in stdout"), "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("X-Auth-Token in ") && !$0.contains("metrics") }, "\(found)")
    }
}
