import Foundation
import Testing

/// What a reload removes leaves the metrics; what stays goes on counting.
@Suite(.blocking) struct ExpiryTests {
    private static let requests = "gateway_route_requests_total"

    private static func reload(_ gateway: GatewayProcess, _ setup: GatewaySetup) throws {
        let before = try gateway.scrape().sum("gateway_config_reloads_total", ["result": "applied"])
        try gateway.write(setup)
        gateway.signal(SIGHUP)
        _ = try gateway.scrape(until: "the reload is applied") {
            $0.sum("gateway_config_reloads_total", ["result": "applied"]) == before + 1
        }
    }

    private static func names(_ exposition: Exposition) -> Set<String> {
        Set(exposition.samples.flatMap { $0.labels.values })
    }

    @Test func removedRoutesUpstreamsAndPoliciesLeave() throws {
        let upstream = try ScriptedUpstream.answering(body: "x")
        var setup = GatewaySetup.proxy(upstream)
        let plain = setup
        setup.upstreams.append(
            GatewaySetup.Upstream(name: "extra", ports: [upstream.port], keys: "health: { path: / }")
        )
        setup.policies = ["{ name: wide, key: [client], limit: 100, per: 1s, burst: 100 }"]
        setup.routes.append(#"{ name: e, match: { path: "/extra" }, upstream: extra, rate_limit: [wide] }"#)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        for _ in 0..<3 { #expect(try gateway.get("/extra").status == 200) }
        #expect(try gateway.get("/kept").status == 200)
        let before = try gateway.scrape(until: "all are counted") { $0.requestCount == 4 }
        #expect(Self.names(before).isSuperset(of: ["/extra", "extra", "wide"]))
        try Self.reload(gateway, plain)
        let after = try gateway.scrape(until: "they are gone") {
            Self.names($0).isDisjoint(with: ["/extra", "extra", "wide"])
        }
        #expect(after.sum(Self.requests, ["http_route": "/*"]) == 1)
        #expect(after.sum("metrics_series_expired_total") > 10)
        #expect(try gateway.get("/kept").status == 200)
        // What comes back later begins anew, in slots that were used before.
        let bytes = after.sum("metrics_registry_bytes")
        try Self.reload(gateway, setup)
        #expect(try gateway.get("/extra").status == 200)
        let again = try gateway.scrape(until: "it is counted") { $0.sum(Self.requests, ["http_route": "/extra"]) > 0 }
        #expect(again.sum(Self.requests, ["http_route": "/extra"]) == 1)
        #expect(again.sum(Self.requests, ["http_route": "/*"]) == 2)
        #expect(again.sum("metrics_registry_bytes") == bytes)
    }

    @Test func aRequestInFlightIsStillCounted() throws {
        let gate = Counter()
        let upstream = try ScriptedUpstream.serving([
            "/hold": { conversation, _ in
                try Deadline.wait(for: "the gate") { gate.value > 0 ? () : nil }
                try conversation.respond(body: "held")
            }
        ])
        var setup = GatewaySetup.proxy(upstream)
        let plain = setup
        setup.routes.append(#"{ name: hold, match: { path: "/hold" }, upstream: a }"#)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/hold")
        _ = try upstream.log.request(to: "/hold")
        try Self.reload(gateway, plain)
        // Longer than the shard's ticks take to acknowledge, and more than two scrapes.
        for _ in 0..<5 {
            usleep(500_000)
            #expect(try gateway.scrape().samples(Self.requests, ["http_route": "/hold"]).count == 7)
        }
        gate.add()
        #expect(try client.read().text == "held")
        let counted = try gateway.scrape(until: "it is counted") { $0.sum(Self.requests) == 1 }
        #expect(counted.sum(Self.requests, ["http_route": "/hold"]) == 1)
        _ = try gateway.scrape(until: "its route is gone") { !Self.names($0).contains("/hold") }
    }

    @Test func whatIsIdleIsHiddenUntilItChanges() throws {
        var setup = GatewaySetup.proxy(try .answering(body: "x"))
        setup.telemetry = "metrics: { idle: 2s }"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        #expect(try gateway.get("/x").status == 200)
        let duration = "http_server_request_duration_seconds_count"
        _ = try gateway.scrape(until: "it is counted") { $0.sum(duration) == 1 }
        let hidden = try gateway.scrape(until: "it is hidden") { $0.samples(duration).isEmpty }
        #expect(hidden.sum(Self.requests) == 1, "counters made at 0 stay")
        #expect(try gateway.get("/x").status == 200)
        _ = try gateway.scrape(until: "it is back with its value") { $0.sum(duration) == 2 }
    }
}
