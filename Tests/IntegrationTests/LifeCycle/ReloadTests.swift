import Foundation
import Testing

/// SIGHUP: the configuration is swapped in one step, or not at all; connections and counters stay.
@Suite(.blocking) struct ReloadTests {
    private static let reloads = "gateway_config_reloads_total"

    /// Sends SIGHUP and waits until it was obeyed.
    @discardableResult
    private static func reload(_ gateway: GatewayProcess, _ result: String) throws -> Exposition {
        let before = try gateway.scrape().sum(Self.reloads, ["result": result])
        gateway.signal(SIGHUP)
        return try gateway.scrape(until: "a reload is \(result)") {
            $0.sum(Self.reloads, ["result": result]) == before + 1
        }
    }

    @Test func aNewConfigurationTakesEffect() throws {
        let first = try ScriptedUpstream.answering(body: "first")
        let second = try ScriptedUpstream.answering(body: "second")
        var setup = GatewaySetup.proxy(first)
        setup.scripts.append(second)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        #expect(try client.get("/x").text == "first")
        let information = try gateway.scrape().samples("gateway_config_info")

        setup.upstreams[0].ports = [second.port]
        setup.routes.append(#"{ name: only-get, match: { path: "/new", methods: [GET] }, upstream: a }"#)
        try gateway.write(setup)
        let exposition = try Self.reload(gateway, "applied")
        #expect(try client.get("/x").text == "second", "the connection is kept, the plan is new")
        #expect(try gateway.exchange("DELETE /new HTTP/1.1\r\nHost: a\r\n\r\n").text == "second")
        #expect(exposition.sum("gateway_routes") == 2)
        #expect(exposition.sum("gateway_config_last_reload_successful") == 1)
        let later = try gateway.scrape(until: "another hash") { $0.samples("gateway_config_info") != information }
        #expect(later.samples("gateway_config_info").count == 1)
        #expect(exposition.sum("gateway_connections_closed_total") == 0)
    }

    @Test func aBadConfigurationChangesNothing() throws {
        let gateway = try GatewayProcess.start(.proxy(try .answering(body: "old")))
        defer { gateway.stop() }
        let client = try gateway.connect()
        #expect(try client.get("/x").text == "old")
        let hash = try gateway.scrape().samples("gateway_config_info")
        try gateway.folder.write("server: { prot: 1 }\nroutes: 5\n", to: "watchgate.yaml")
        let exposition = try Self.reload(gateway, "rejected")
        #expect(exposition.sum("gateway_config_last_reload_successful") == 0)
        #expect(exposition.samples("gateway_config_info") == hash)
        #expect(try client.get("/y").text == "old")
        #expect(try gateway.isReady())
        try Deadline.wait(for: "the message") { gateway.appLog.contains("configuration rejected") ? () : nil }
        // A file that is gone is no configuration either.
        try FileManager.default.removeItem(atPath: gateway.folder.file("watchgate.yaml"))
        try Self.reload(gateway, "rejected")
        #expect(try client.get("/z").text == "old")
        try gateway.write(gateway.setup)
        #expect(try Self.reload(gateway, "applied").sum("gateway_config_last_reload_successful") == 1)
    }

    /// A request ends under the plan it began with, even when its route and its upstream are gone.
    @Test func aRequestInFlightEndsUnderItsPlan() throws {
        let gate = Counter()
        let old = try ScriptedUpstream.serving([
            "/hold": { conversation, _ in
                try Deadline.wait(for: "the gate") { gate.value > 0 ? () : nil }
                try conversation.respond(body: "held")
            }
        ])
        let new = try ScriptedUpstream.answering(body: "new")
        var setup = GatewaySetup.proxy(old)
        setup.scripts.append(new)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/hold")
        _ = try old.log.request(to: "/hold")
        setup.upstreams = [GatewaySetup.Upstream(name: "b", ports: [new.port])]
        setup.routes = [#"{ name: other, match: { path: "/{page}" }, upstream: b }"#]
        try gateway.write(setup)
        try Self.reload(gateway, "applied")
        #expect(try gateway.get("/x").text == "new")
        gate.add()
        let response = try client.read()
        #expect(response.text == "held")
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.text("gateway.route") == "/*")
        #expect(line.text("gateway.upstream.name") == "a")
        #expect(try client.get("/y").text == "new")
    }

    @Test func aReloadKeepsWhatTheLimiterKnows() throws {
        var setup = GatewaySetup.proxy(try .answering(body: "x"))
        setup.policies = ["{ name: tight, key: [client], limit: 1, per: 1h, burst: 1 }"]
        setup.routes = [#"{ name: all, match: { path: "/*" }, upstream: a, rate_limit: [tight] }"#]
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        #expect(try gateway.get("/x").status == 200)
        #expect(try gateway.get("/x").status == 429)
        // Another place in the list is no other policy.
        setup.policies.insert("{ name: wide, key: [client], limit: 100, per: 1s, burst: 100 }", at: 0)
        setup.routes.append(#"{ name: more, match: { path: "/more" }, upstream: a }"#)
        try gateway.write(setup)
        try Self.reload(gateway, "applied")
        #expect(try gateway.get("/x").status == 429)
        #expect(try gateway.get("/more").status == 200)
    }

    /// Every key that `config show` calls reloadable is obeyed: by open connections from their next request on.
    @Test func limitsAndDeadlinesAreReloadable() throws {
        var setup = GatewaySetup.proxy(try .answering(body: "x"))
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let kept = try gateway.connect()
        let large = "X-A: " + String(repeating: "v", count: 2_000)
        #expect(try kept.get("/x", large).status == 200)
        setup.limits = "head_bytes: 1KiB, body_bytes: 1KiB, connections: 3"
        setup.timeouts = "head: 300ms, idle: 500ms"
        try gateway.write(setup)
        #expect(try Self.reload(gateway, "applied").sum("gateway_connections_limit") == 3)
        #expect(try gateway.get("/x", large).status == 431)
        #expect(try gateway.exchange("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n").status == 413)
        let slow = try gateway.connect()
        try slow.send("GET /x HT")
        #expect(try slow.read(within: 5).status == 408)
        #expect(try kept.get("/x").status == 200)
        #expect(kept.ending(within: 5) == .closed)
        let clients = try (0..<4).map { _ in try gateway.connect() }
        #expect(try clients[3].read(within: 5).status == 503)
    }

    /// Two configurations in turn, and now and then one that is wrong, under load.
    @Test func noRequestFailsAndNoCounterGoesBack() throws {
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.shards = 2
        var other = setup
        other.upstreams[0].keys = "timeouts: { first_byte: 4s }"
        other.upstreams.append(GatewaySetup.Upstream(name: "extra", ports: [setup.scripts[0].port]))
        other.routes.append(#"{ name: extra, match: { path: "/extra" }, upstream: extra }"#)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let loops = (0..<4).map { ClosedLoop(port: gateway.port, target: $0 == 0 ? "/s/200/5000/5" : "/s/200/100") }
        let tallies = Box<[ClosedLoop.Tally]>()
        ScriptedUpstream.startThread { tallies.set(Workers.run(loops.count) { loops[$0].run() }) }
        defer { for loop in loops { loop.stop() } }
        var last = try gateway.scrape()
        var expected = ["applied": 0, "rejected": 0]
        for number in 0..<Scale.count(20, full: 200) {
            let result = number % 4 == 3 ? "rejected" : "applied"
            if result == "applied" {
                try gateway.write(number % 2 == 0 ? other : setup)
            } else {
                try gateway.folder.write("upstreams: { a: { targets: [nowhere] } }\n", to: "watchgate.yaml")
            }
            expected[result, default: 0] += 1
            let exposition = try Self.reload(gateway, result)
            Self.expectGrowth(from: last, to: exposition)
            last = exposition
        }
        for loop in loops { loop.stop() }
        let results = try Deadline.wait(for: "the clients") { tallies.value }
        #expect(results.flatMap(\.failures) == [])
        // Kept through every reload; each ends at its 10 000th request.
        #expect(results.allSatisfy { $0.connections == ($0.answered + 9_999) / 10_000 })
        let answered = results.reduce(0) { $0 + $1.answered }
        let exposition = try gateway.scrape(until: "all are counted") { $0.requestCount >= answered }
        #expect(exposition.outcomes == ["": answered])
        for (result, count) in expected {
            #expect(exposition.sum(Self.reloads, ["result": result]) == Double(count))
        }
        #expect(gateway.terminate() == .exited(0))
        let lineCount = try gateway.accessLines().count
        #expect(lineCount == answered, "\(gateway.appLog.suffix(700))")
    }

    /// What stays in the plan never counts backwards and never disappears.
    private static func expectGrowth(from old: Exposition, to new: Exposition) {
        var values: [String: Double] = [:]
        func key(_ sample: Exposition.Sample) -> String {
            sample.name + sample.labels.sorted { $0.key < $1.key }.map { "|\($0.key)=\($0.value)" }.joined()
        }
        for sample in new.samples { values[key(sample)] = sample.value }
        for sample in old.samples where old.isCounter(sample.name) {
            if sample.labels.values.contains(where: { $0.contains("extra") }) { continue }
            guard let value = values[key(sample)] else {
                Issue.record("\(key(sample)) is gone")
                continue
            }
            if value < sample.value { Issue.record("\(key(sample)) went from \(sample.value) to \(value)") }
        }
    }
}
