import Glibc
import Testing

/// Limits of requests and connections: what is too much is told so at once.
@Suite(.blocking) struct OverloadTests {
    private static func holding(_ gate: Counter) throws -> ScriptedUpstream {
        try .serving([
            "/hold": { conversation, _ in
                try Deadline.wait(for: "the gate") { gate.value > 0 ? () : nil }
                try conversation.respond(body: "held")
            }
        ])
    }

    @Test(arguments: ["server", "route"]) func requestsInFlightAreLimited(place: String) throws {
        let gate = Counter()
        var setup = GatewaySetup.proxy(try Self.holding(gate))
        if place == "server" {
            setup.limits = "in_flight: 2"
        } else {
            setup.routes = [#"{ name: all, match: { path: "/*" }, upstream: a, limits: { in_flight: 2 } }"#]
        }
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let holding = try (0..<2).map { _ in try gateway.connect() }
        for client in holding { try client.sendGet("/hold") }
        try Deadline.wait(for: "both at the upstream") { setup.scripts[0].log.requests.count == 2 ? () : nil }
        let client = try gateway.connect()
        let response = try client.get("/third")
        let problem = try response.problem()
        #expect(problem.status == 503)
        #expect(problem.code == "gateway_overloaded")
        #expect(problem.retryable)
        #expect(response["Retry-After"] == "1")
        #expect(!response.closes)
        #expect(try gateway.accessLine(of: problem.requestID).reason == "gateway_overloaded")
        gate.add()
        for client in holding { #expect(try client.read().text == "held") }
        #expect(try client.get("/fourth").text == "/fourth")
        let exposition = try gateway.scrape(until: "all are counted") { $0.requestCount == 4 }
        #expect(exposition.outcomes == ["": 3, "gateway_overloaded": 1])
        #expect(exposition.sum("gateway_requests_rejected_total", ["reason": "gateway_overloaded"]) == 1)
    }

    @Test(arguments: ["connections: 2", "connections_per_client: 2"])
    func connectionsAreLimited(limit: String) throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.limits = limit
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let first = try gateway.connect()
        #expect(try first.get("/1").status == 200)
        let second = try gateway.connect()
        #expect(try second.get("/2").status == 200)
        let third = try gateway.connect()
        let response = try third.read()
        #expect(response.status == 503)
        #expect(try response.problem().code == "gateway_overloaded")
        #expect(response.closes)
        #expect(third.ending() == .closed)
        // Those within the limit go on, and a place that comes free is given away.
        #expect(try first.get("/1").status == 200)
        second.socket.close()
        _ = try gateway.scrape(until: "a place is free") { $0.sum("gateway_connections") == 1 }
        #expect(try gateway.get("/4").status == 200)
        try gateway.waitForClosed("limit")
        #expect(try gateway.scrape().sum("gateway_requests_rejected_total", ["reason": "gateway_overloaded"]) == 1)
    }

    /// A client that sends at once still reads the answer: its bytes do not reset the connection.
    @Test func oneConnectionTooManyReadsItsAnswer() throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.limits = "connections: 1"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let first = try gateway.connect()
        #expect(try first.get("/1").status == 200)
        for _ in 0..<20 {
            let client = try gateway.connect()
            try client.sendGet("/2")
            #expect(try client.read().status == 503)
            #expect(client.ending() == .closed)
        }
        #expect(setup.scripts[0].log.requests.count == 1)
    }

    /// Descriptors run out before the configured limit does: whoever is too many is told so, and all else goes on.
    @Test func descriptorsAreNeverUsedUp() throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.descriptorLimit = 256
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let honest = try gateway.connect()
        #expect(try honest.get("/1").status == 200)
        let limit = Int(try gateway.scrape().sum("gateway_connections_limit"))
        #expect(limit > 0 && limit < 256)
        var crowd = try (0..<300).map { _ in try gateway.connect() }
        #expect(try honest.get("/2").status == 200)
        #expect(try gateway.isReady())
        let exposition = try gateway.scrape()
        #expect(exposition.sum("process_max_fds") == 256)
        #expect(exposition.sum("gateway_connections") <= Double(limit))
        // Each of the crowd has a place, was told that there is none, or waits in the backlog.
        var refused = 0
        for client in crowd where client.ending(within: 0.001) != .open { refused += 1 }
        #expect(refused > 0)
        for client in crowd { client.socket.close() }
        crowd = []
        _ = try gateway.scrape(until: "the crowd has gone") { $0.sum("gateway_connections") == 1 }
        let answer = try Deadline.wait(for: "a place", within: 10) {
            let response = try? gateway.get("/3")
            return response?.status == 200 ? response : nil
        }
        #expect(answer.text == "/3")
        #expect(try honest.get("/4").status == 200)
    }

    /// Connections that lie idle at upstreams nobody asks now give their descriptors to those that are asked.
    @Test func idleUpstreamConnectionsMakeRoom() throws {
        var setup = GatewaySetup()
        setup.descriptorLimit = 256
        for number in 0..<4 {
            let upstream = try ScriptedUpstream { conversation in
                while true {
                    _ = try conversation.readRequest()
                    usleep(100_000)
                    try conversation.respond(body: "\(number)")
                }
            }
            setup.scripts.append(upstream)
            setup.upstreams.append(GatewaySetup.Upstream(name: "u\(number)", ports: [upstream.port]))
            setup.routes.append("{ name: r\(number), match: { path: /\(number) }, upstream: u\(number) }")
        }
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let clients = try (0..<90).map { _ in try gateway.connect() }
        for number in 0..<4 {
            for client in clients { try client.sendGet("/\(number)") }
            for client in clients { #expect(try client.read().text == "\(number)") }
        }
        let exposition = try gateway.scrape()
        #expect(exposition.sum("process_open_fds") < 256)
        #expect(exposition.sum("gateway_upstream_connect_failures_total") == 0)
    }
}
