import Glibc
import Testing

/// Targets that are left out: by active checks, and by their own errors.
@Suite(.blocking) struct HealthTests {
    private static func upstream(_ isHealthy: Counter) throws -> ScriptedUpstream {
        try .serving([
            "/health": { conversation, _ in
                try conversation.respond(isHealthy.value % 2 == 0 ? "200 OK" : "500 Sick")
            }
        ])
    }

    @Test func withoutAHealthyTargetIs503() throws {
        let sick = Counter()
        sick.add()
        let upstream = try Self.upstream(sick)
        let gateway = try GatewayProcess.start(.proxy(upstream, "health: { path: /health, interval: 100ms }"))
        defer { gateway.stop() }
        let up = "gateway_upstream_target_up"
        var exposition = try gateway.scrape(until: "the target is down") { $0.sum(up) == 0 }
        #expect(exposition.sum("gateway_upstream_up") == 0)
        #expect(exposition.sum("gateway_upstream_ejections_total", ["reason": "health"]) == 1)
        let client = try gateway.connect()
        try client.sendGet("/x")
        let response = try client.read()
        let line = try gateway.expectOutcome("upstream_no_healthy", status: 503, response)
        #expect(response["Retry-After"] == "1")
        #expect(line.number("gateway.upstream.attempts") == nil)
        #expect(!upstream.log.requests.contains { $0.target == "/x" })

        sick.add()
        exposition = try gateway.scrape(until: "the target is up again") { $0.sum(up) == 1 }
        #expect(exposition.sum("gateway_upstream_up") == 1)
        #expect(try client.get("/y").text == "/y")
        let check = try #require(upstream.log.requests.first { $0.target == "/health" })
        #expect(check.method == "GET")
        #expect(check["Host"] == "127.0.0.1:\(upstream.port)")
    }

    @Test func aSickTargetGetsNoRequests() throws {
        let sick = Counter()
        sick.add()
        let first = try Self.upstream(sick)
        let second = try Self.upstream(Counter())
        var setup = GatewaySetup.proxy(first, "balance: round_robin, health: { path: /health, interval: 100ms }")
        setup.scripts.append(second)
        setup.upstreams[0].ports.append(second.port)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        _ = try gateway.scrape(until: "the first is down") { $0.sum("gateway_upstream_target_up") == 1 }
        let client = try gateway.connect()
        for number in 0..<10 { #expect(try client.get("/\(number)").status == 200) }
        #expect(!first.log.requests.contains { $0.target != "/health" })
        #expect(second.log.requests.count { $0.target != "/health" } == 10)
        #expect(try gateway.scrape().sum("gateway_upstream_up") == 1)
    }

    /// Three errors in a row, and a target is out for a while; the other takes everything.
    @Test func aTargetThatFailsIsEjected() throws {
        let bad = try ScriptedUpstream.answering("503 Broken")
        let good = try ScriptedUpstream.answering(body: "good")
        var setup = GatewaySetup.proxy(bad, "balance: round_robin, ejection: { errors: 3, time: 1s, max_share: 50% }")
        setup.scripts.append(good)
        setup.upstreams[0].ports.append(good.port)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        var statuses: [Int] = []
        while statuses.count(where: { $0 == 503 }) < 3, statuses.count < 20 {
            try client.sendGet("/x")
            statuses.append(try client.read().status)
        }
        #expect(statuses.count { $0 == 503 } == 3)
        let exposition = try gateway.scrape()
        #expect(exposition.sum("gateway_upstream_ejections_total", ["reason": "consecutive_errors"]) == 1)
        #expect(exposition.sum("gateway_upstream_target_up", ["target": "127.0.0.1:\(bad.port)"]) == 0)
        #expect(exposition.sum("gateway_upstream_target_up", ["target": "127.0.0.1:\(good.port)"]) == 1)
        for _ in 0..<6 { #expect(try client.get("/y").text == "good") }
        #expect(bad.log.requests.count == 3)
        // It gets another chance when its time is over.
        try Deadline.wait(for: "the target to be tried again") {
            try client.sendGet("/z")
            _ = try client.read()
            return bad.log.requests.count > 3 ? () : nil
        }
    }

    /// The last target is never ejected: bad answers are better than none.
    @Test func theOnlyTargetStays() throws {
        let gateway = try GatewayProcess.start(
            .proxy(try .answering("503 Broken"), "ejection: { errors: 2, time: 10s }")
        )
        defer { gateway.stop() }
        let client = try gateway.connect()
        for _ in 0..<6 {
            try client.sendGet("/x")
            #expect(try client.read().reason == "Broken")
        }
        #expect(try gateway.scrape().sum("gateway_upstream_ejections_total") == 0)
    }

    /// What a check has found does not outlive the check.
    @Test func aReloadWithoutTheCheckTakesTheTargetBack() throws {
        let sick = Counter()
        sick.add()
        let upstream = try Self.upstream(sick)
        var setup = GatewaySetup.proxy(upstream, "health: { path: /health, interval: 100ms }")
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        _ = try gateway.scrape(until: "the target is down") { $0.sum("gateway_upstream_target_up") == 0 }
        #expect(try gateway.get("/x").status == 503)
        setup.upstreams[0].keys = ""
        try gateway.write(setup)
        gateway.signal(SIGHUP)
        _ = try gateway.scrape(until: "the reload") {
            $0.sum("gateway_config_reloads_total", ["result": "applied"]) == 1
        }
        #expect(try gateway.get("/x").text == "/x")
        _ = try gateway.scrape(until: "the target is up") { $0.sum("gateway_upstream_target_up") == 1 }
    }
}
