import Testing

/// Upstreams that cannot be reached.
@Suite(.blocking) struct ConnectFailureTests {
    private static let attempts = "http_client_request_duration_seconds_count"

    @Test func aRefusedConnectIsTriedTwiceAndThen502() throws {
        let port = try FreePort.find()
        let gateway = try GatewayProcess.start(.proxy(toPort: port))
        defer { gateway.stop() }
        let response = try gateway.get("/x")
        let line = try gateway.expectOutcome("upstream_connect_failed", status: 502, response)
        #expect(line.number("gateway.upstream.attempts") == 2)
        #expect(line.texts("gateway.upstream.failed") == ["127.0.0.1:\(port) upstream_connect_failed"])
        #expect(line.number("gateway.upstream.status_code") == nil)
        #expect((line.phases["connect"] ?? 0) > 0)
        let exposition = try gateway.scrape()
        #expect(exposition.sum("gateway_upstream_connect_failures_total") == 2)
        #expect(exposition.sum("gateway_upstream_retries_total", ["reason": "upstream_connect_failed"]) == 1)
        #expect(exposition.sum(Self.attempts, ["error_type": "upstream_connect_failed"]) == 2)
        #expect(exposition.sum(Self.attempts) == 2)
        #expect(exposition.sum("gateway_upstream_target_requests_total", ["result": "error"]) == 2)
    }

    /// Nothing was sent, so even a POST may be tried again.
    @Test func aRefusedConnectIsTriedAgainForPOSTToo() throws {
        let gateway = try GatewayProcess.start(.proxy(toPort: try FreePort.find()))
        defer { gateway.stop() }
        let response = try gateway.exchange("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok")
        let line = try gateway.expectOutcome("upstream_connect_failed", status: 502, response)
        #expect(line.number("gateway.upstream.attempts") == 2)
    }

    @Test func oneAttemptIsOneAttempt() throws {
        let gateway = try GatewayProcess.start(.proxy(toPort: try FreePort.find(), "retries: { attempts: 1 }"))
        defer { gateway.stop() }
        let line = try gateway.expectOutcome("upstream_connect_failed", status: 502, try gateway.get("/x"))
        #expect(line.number("gateway.upstream.attempts") == 1)
        #expect(line.texts("gateway.upstream.failed") == nil)
        #expect(try gateway.scrape().sum("gateway_upstream_retries_total") == 0)
    }

    @Test func aConnectThatIsNotAnsweredIs504() throws {
        let full = try FullListener()
        let keys = "timeouts: { connect: 300ms }, retries: { attempts: 1 }"
        let gateway = try GatewayProcess.start(.proxy(toPort: full.port, keys))
        defer { withExtendedLifetime(full) { gateway.stop() } }
        let start = Deadline.now()
        let response = try gateway.get("/x")
        #expect(Deadline.now() - start >= 250_000_000)
        let line = try gateway.expectOutcome("upstream_connect_timeout", status: 504, response)
        #expect(line.number("gateway.upstream.attempts") == 1)
        #expect((line.phases["connect"] ?? 0) >= 250_000_000)
        let exposition = try gateway.scrape()
        #expect(exposition.sum("gateway_upstream_timeouts_total", ["phase": "connect"]) == 1)
        #expect(exposition.sum("gateway_upstream_timeouts_total") == 1)
        #expect(exposition.sum("gateway_upstream_pool_connections") == 0)
    }

    /// Another target is tried at once, and the request succeeds: it has no code, its failed attempt has.
    @Test func anotherTargetIsTried() throws {
        let closed = try FreePort.find()
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.upstreams[0].ports = [closed, setup.scripts[0].port]
        setup.upstreams[0].keys = "balance: round_robin"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let response = try gateway.get("/x")
        let line = try gateway.expectOutcome("", status: 200, response)
        #expect(line.number("gateway.upstream.attempts") == 2)
        #expect(line.texts("gateway.upstream.failed") == ["127.0.0.1:\(closed) upstream_connect_failed"])
        #expect(line.text("gateway.upstream.address") == "127.0.0.1:\(setup.scripts[0].port)")
        let exposition = try gateway.scrape()
        #expect(exposition.sum(Self.attempts, ["error_type": "upstream_connect_failed"]) == 1)
        #expect(exposition.sum(Self.attempts, ["http_response_status_code": "200"]) == 1)
        let results = "gateway_upstream_target_requests_total"
        #expect(exposition.sum(results, ["target": "127.0.0.1:\(closed)", "result": "error"]) == 1)
        #expect(exposition.sum(results, ["target": "127.0.0.1:\(setup.scripts[0].port)", "result": "ok"]) == 1)
    }

    @Test func anUpstreamThatComesBackIsUsedAgain() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        let first = gateway.setup.scripts[0]
        let client = try gateway.connect()
        #expect(try client.get("/1").text == "/1")
        first.stop()
        // Connections to it are closed and its port refuses: both are failed connects by now.
        let failed = try Deadline.wait(for: "a failed connect") {
            let response = try client.get("/2")
            return response.status == 502 ? response : nil
        }
        #expect(try failed.problem().code == "upstream_connect_failed")
        #expect(!failed.closes, "the client's connection is fine")
        let second = try ScriptedUpstream.serving([:], port: first.port)
        defer { second.stop() }
        #expect(try client.get("/3").text == "/3")
    }
}
