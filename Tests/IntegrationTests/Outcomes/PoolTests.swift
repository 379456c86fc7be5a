import Testing

/// Bounded pools: what happens when every connection to an upstream is in use.
@Suite(.blocking) struct PoolTests {
    /// Holds requests to `/hold` until it is told to go on.
    private static func upstream(_ gate: Counter) throws -> ScriptedUpstream {
        try .serving([
            "/hold": { conversation, _ in
                try Deadline.wait(for: "the gate") { gate.value > 0 ? () : nil }
                try conversation.respond(body: "held")
            }
        ])
    }

    private static func gateway(_ gate: Counter, waiters: Int) throws -> GatewayProcess {
        let keys = "pool: { connections: 1, waiters: \(waiters) }, timeouts: { connect: 400ms }"
        return try GatewayProcess.start(.proxy(try Self.upstream(gate), keys))
    }

    private static func hold(_ gateway: GatewayProcess) throws -> RawClient {
        let client = try gateway.connect()
        try client.sendGet("/hold")
        try Deadline.wait(for: "the request that holds") { gateway.setup.scripts[0].log.requests.count == 1 ? () : nil }
        return client
    }

    @Test func aFullQueueIs503AtOnce() throws {
        let gate = Counter()
        let gateway = try Self.gateway(gate, waiters: 0)
        defer { gateway.stop() }
        let holding = try Self.hold(gateway)
        let client = try gateway.connect()
        let response = try client.get("/second")
        #expect(response.status == 503)
        #expect(response["Retry-After"] == "1")
        let problem = try response.problem()
        #expect(problem.code == "upstream_pool_timeout")
        #expect(problem.retryable)
        let line = try gateway.accessLine(of: problem.requestID)
        #expect(line.reason == "upstream_pool_timeout")
        #expect(line.status == 503)
        #expect(line.duration < 200_000_000)
        gate.add()
        #expect(try holding.read().text == "held")
        #expect(try client.get("/third").text == "/third")
        let exposition = try gateway.scrape(until: "all are counted") { $0.requestCount == 3 }
        #expect(exposition.outcomes == ["": 2, "upstream_pool_timeout": 1])
        #expect(gateway.setup.scripts[0].log.connectionCount == 1)
    }

    @Test func aWaitThatIsTooLongIs503() throws {
        let gate = Counter()
        let gateway = try Self.gateway(gate, waiters: 5)
        defer { gateway.stop() }
        let holding = try Self.hold(gateway)
        let client = try gateway.connect()
        let response = try client.get("/second")
        let problem = try response.problem()
        #expect(problem.status == 503)
        #expect(problem.code == "upstream_pool_timeout")
        let line = try gateway.accessLine(of: problem.requestID)
        #expect((line.phases["queue"] ?? 0) >= 350_000_000)
        let exposition = try gateway.scrape()
        #expect(exposition.sum("gateway_upstream_pool_acquired_total", ["result": "timeout"]) == 1)
        #expect(exposition.sum("gateway_upstream_pool_pending_requests") == 0)
        gate.add()
        #expect(try holding.read().text == "held")
    }

    @Test func whoWaitsIsServedInTurn() throws {
        let gate = Counter()
        let upstream = try Self.upstream(gate)
        let keys = "pool: { connections: 1, waiters: 20 }, timeouts: { connect: 20s, total: 30s, first_byte: 20s }"
        let gateway = try GatewayProcess.start(.proxy(upstream, keys))
        defer { gateway.stop() }
        let holding = try Self.hold(gateway)
        var waiting: [RawClient] = []
        for number in 0..<10 {
            waiting.append(try gateway.connect())
            try waiting[number].sendGet("/\(number)")
            _ = try gateway.scrape(until: "it waits") {
                $0.sum("gateway_upstream_pool_pending_requests") == Double(number + 1)
            }
        }
        // One who gives up does not hold up the others.
        waiting[3].socket.close()
        _ = try gateway.scrape(until: "it has gone") { $0.sum("gateway_upstream_pool_pending_requests") == 9 }
        gate.add()
        #expect(try holding.read().text == "held")
        for number in [0, 1, 2, 4, 5, 6, 7, 8, 9] { #expect(try waiting[number].read().text == "/\(number)") }
        #expect(upstream.log.requests.map(\.target) == ["/hold"] + [0, 1, 2, 4, 5, 6, 7, 8, 9].map { "/\($0)" })
        let exposition = try gateway.scrape(until: "all are counted") { $0.requestCount == 11 }
        #expect(exposition.outcomes == ["": 10, "client_closed": 1])
        #expect(exposition.sum("gateway_upstream_pool_connections") == 1)
    }

    /// A pool that is full of connections idle at one target does not keep the other from being used.
    @Test func idleConnectionsOfOneTargetMakeRoomForAnother() throws {
        let first = try ScriptedUpstream.answering(body: "first")
        let second = try ScriptedUpstream.answering(body: "second")
        var setup = GatewaySetup.proxy(first, "balance: round_robin, pool: { connections: 1 }")
        setup.scripts.append(second)
        setup.upstreams[0].ports.append(second.port)
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        let bodies = try (0..<6).map { _ in try client.get("/x").text }
        #expect(bodies.sorted() == ["first", "first", "first", "second", "second", "second"])
    }
}
