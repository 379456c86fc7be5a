import Testing

/// What clients do wrong, or too much.
@Suite(.blocking) struct ClientFaultTests {
    private static func setup(_ change: (inout GatewaySetup) -> Void = { _ in }) throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.routes = [#"{ name: orders, match: { path: "/orders/{id}", methods: [GET, PUT] }, upstream: a }"#]
        change(&setup)
        return setup
    }

    @Test func anUnknownRouteIs404() throws {
        let gateway = try GatewayProcess.start(try Self.setup())
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/nowhere")
        let response = try client.read()
        #expect(!response.closes)
        let line = try gateway.expectOutcome("client_no_route", status: 404, response)
        #expect(line.text("gateway.route") == "_unmatched")
        #expect(line.text("url.path") == "/nowhere")
        #expect(line.text("gateway.upstream.name") == nil)
        let labels = try gateway.scrape().samples("http_server_request_duration_seconds_count").filter { $0.value > 0 }
        #expect(labels.map { $0.labels["http_route"] } == ["_unmatched"])
        #expect(try client.get("/orders/1").status == 200)
    }

    @Test func anotherMethodIs405WithAllow() throws {
        let gateway = try GatewayProcess.start(try Self.setup())
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.send("POST /orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")
        let response = try client.read()
        let allowed = (response["Allow"] ?? "").split(separator: ",").map { $0.drop { $0 == " " } }
        #expect(Set(allowed).isSuperset(of: ["GET", "HEAD", "PUT"]))
        #expect(!allowed.contains("POST"))
        #expect(!response.closes)
        try gateway.expectOutcome("client_method_not_allowed", status: 405, response)
        // The body was read, so the connection goes on.
        #expect(try client.get("/orders/1").status == 200)
    }

    /// The rest of a small body is awaited for a second; a large one, or one that does not come, ends the connection.
    @Test func aBodyThatNobodyWantsIsReadWithinLimits() throws {
        let gateway = try GatewayProcess.start(try Self.setup())
        defer { gateway.stop() }
        let small = try gateway.connect()
        try small.send("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
        #expect(try !small.read().closes)
        try small.send([UInt8](repeating: 0x62, count: 60_000))
        #expect(try small.get("/orders/1").status == 200)

        let large = try gateway.connect()
        try large.send("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n")
        #expect(try large.read().closes)
        #expect(large.ending() == .closed)

        let missing = try gateway.connect()
        try missing.send("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
        #expect(try !missing.read().closes)
        #expect(missing.ending(within: 5) == .closed)
    }

    @Test func aBodyOverTheLimitIs413() throws {
        let setup = try Self.setup { $0.limits = "body_bytes: 1KiB" }
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let response = try gateway.exchange("PUT /orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n")
        #expect(response.closes)
        let line = try gateway.expectOutcome("client_body_too_large", status: 413, response)
        #expect(line.text("gateway.route") == "/orders/{id}")
        #expect(setup.scripts[0].log.headCount == 0)
    }

    @Test func overTheRateIs429() throws {
        let gateway = try GatewayProcess.start(
            try Self.setup {
                $0.policies = ["{ name: tight, key: [client], limit: 2, per: 60s, burst: 2 }"]
                $0.routes = [#"{ name: all, match: { path: "/*" }, upstream: a, rate_limit: [tight] }"#]
            }
        )
        defer { gateway.stop() }
        let client = try gateway.connect()
        let policy = "\"tight\";q=2;w=60"
        for left in [1, 0] {
            let response = try client.get("/x")
            #expect(response.status == 200)
            #expect(response["RateLimit-Policy"] == policy)
            #expect(response["RateLimit"]?.hasPrefix("\"tight\";r=\(left);t=") == true)
        }
        let denied = try client.get("/x")
        #expect(denied.status == 429)
        #expect(denied["RateLimit-Policy"] == policy)
        #expect(denied["RateLimit"]?.wholeMatch(of: /"tight";r=0;t=(60|59)/) != nil)
        let wait = try #require(denied["Retry-After"].flatMap { Int($0) })
        #expect((29...30).contains(wait))
        #expect(!denied.closes)
        let problem = try denied.problem()
        #expect(problem.code == "client_rate_limited")
        #expect(problem.retryable)
        let line = try gateway.accessLine(of: problem.requestID)
        #expect(line.reason == "client_rate_limited")
        #expect(line.text("gateway.ratelimit.policy") == "tight")
        #expect(line.text("gateway.ratelimit.decision") == "deny")
        let exposition = try gateway.scrape(until: "all are counted") { $0.requestCount == 3 }
        #expect(exposition.outcomes == ["": 2, "client_rate_limited": 1])
        let decisions = "gateway_ratelimit_decisions_total"
        #expect(exposition.sum(decisions, ["policy": "tight", "decision": "allow"]) == 2)
        #expect(exposition.sum(decisions, ["policy": "tight", "decision": "deny"]) == 1)
        #expect(gateway.setup.scripts[0].log.requests.count == 2)
    }

    @Test func aShadowLimitOnlyCounts() throws {
        let gateway = try GatewayProcess.start(
            try Self.setup {
                $0.policies = ["{ name: trial, key: [client], limit: 1, per: 60s, burst: 1, mode: shadow }"]
                $0.routes = [#"{ name: all, match: { path: "/*" }, upstream: a, rate_limit: [trial] }"#]
            }
        )
        defer { gateway.stop() }
        for _ in 0..<3 { #expect(try gateway.get("/x").status == 200) }
        let exposition = try gateway.scrape(until: "all are counted") { $0.requestCount == 3 }
        #expect(exposition.sum("gateway_ratelimit_decisions_total", ["decision": "shadow_deny"]) == 2)
        #expect(exposition.outcomes == ["": 3])
    }

    @Test func aClientThatLeavesIsLoggedAs499() throws {
        let ended = Box<Bool>()
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            ended.set(conversation.waitForEnd())
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        _ = try upstream.log.request()
        client.socket.close()
        let line = try gateway.expectOutcome("client_closed", status: 499, nil)
        #expect(line.number("http.response.bytes") == nil)
        #expect(
            try Deadline.wait(for: "the end of the attempt") { ended.value },
            "nobody waits for that answer any more"
        )
    }

    @Test func aClientThatLeavesWithinTheAnswerIsTheClientsDoing() throws {
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
            while true { try conversation.send([UInt8](repeating: 0x61, count: 65_536)) }
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        _ = try client.readBytes(100_000)
        client.socket.close()
        let line = try gateway.expectOutcome("client_closed", status: 200, nil)
        #expect(line.number("gateway.upstream.status_code") == 200)
    }

    /// A client that closes only its sending side has left too: HTTP/1.1 needs no half-closed connections.
    @Test func aClientThatLeavesWithinItsRequest() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf")
        try Deadline.wait(for: "the head at the upstream") { gateway.setup.scripts[0].log.headCount == 1 ? () : nil }
        client.socket.close()
        let line = try gateway.expectOutcome("client_closed", status: 499, nil)
        #expect(line.number("http.request.body.bytes") == 4)
        #expect(gateway.setup.scripts[0].log.requests.isEmpty)
    }

    @Test func aClientThatLeavesWithinItsHead() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.send("GET /x HTT")
        client.socket.shutdownWriting()
        let line = try gateway.expectOutcome("client_closed", status: 499, nil)
        #expect(line.text("http.request.method") == "_OTHER")
    }

    /// A connection that never sent a byte is no request.
    @Test func aConnectionWithoutAByteIsNoRequest() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        for _ in 0..<3 { try gateway.connect().socket.close() }
        let exposition = try gateway.scrape(until: "all are closed") {
            $0.sum("gateway_connections_closed_total") == 3 && $0.sum("gateway_connections") == 0
        }
        #expect(exposition.requestCount == 0)
        #expect(exposition.sum("gateway_connections_opened_total") == 3)
        #expect(try gateway.accessLines().isEmpty)
    }
}
