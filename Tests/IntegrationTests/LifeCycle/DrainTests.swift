import Foundation
import Testing

/// SIGTERM: not ready, no new connections, what is open is served to its end, exit 0.
@Suite(.blocking) struct DrainTests {
    private static func holding(_ gate: Counter) throws -> ScriptedUpstream {
        try .serving([
            "/hold": { conversation, _ in
                try Deadline.wait(for: "the gate") { gate.value > 0 ? () : nil }
                try conversation.respond(body: "held")
            },
            "/never": { conversation, _ in conversation.waitForEnd() },
        ])
    }

    private static func gateway(_ gate: Counter, drain: String = "20s") throws -> GatewayProcess {
        var setup = GatewaySetup.proxy(try Self.holding(gate), "timeouts: { first_byte: 30s, total: 60s }")
        setup.timeouts = "drain: \(drain)"
        setup.shards = 2
        return try GatewayProcess.start(setup)
    }

    /// Sends a request that the upstream holds back.
    private static func hold(_ gateway: GatewayProcess, _ target: String = "/hold") throws -> RawClient {
        let client = try gateway.connect()
        try client.sendGet(target)
        _ = try gateway.setup.scripts[0].log.request(to: target)
        return client
    }

    @Test func whatIsOpenIsServedAndNothingNewAccepted() throws {
        let gate = Counter()
        let gateway = try Self.gateway(gate)
        defer { gateway.stop() }
        let idle = try gateway.connect()
        #expect(try idle.get("/1").status == 200)
        let fresh = try gateway.connect()
        let half = try gateway.connect()
        try half.send("GET /half HTTP/1.1\r\n")
        let holding = try Self.hold(gateway)
        gateway.signal(SIGTERM)
        let ready = try Deadline.wait(for: "not ready") {
            let response = try gateway.admin("/health/ready")
            return response.status == 503 ? response : nil
        }
        #expect(ready.text.contains("draining"))
        #expect(try gateway.admin("/health/live").status == 200)
        #expect(try gateway.scrape().sum("gateway_ready") == 0)
        // Open connections are served once more and then closed.
        let last = try idle.get("/2")
        #expect(last.status == 200)
        #expect(last.closes)
        #expect(idle.ending() == .closed)
        let first = try fresh.get("/3")
        #expect(first.status == 200)
        #expect(first.closes)
        try half.send("Host: a\r\n\r\n")
        #expect(try half.read().text == "/half")
        try Deadline.wait(for: "refused connects") { Socket.isRefused(port: gateway.port) ? () : nil }
        #expect(gateway.process.poll() == nil, "a request is still open")
        gate.add()
        let answer = try holding.read()
        #expect(answer.text == "held")
        #expect(answer.closes)
        #expect(gateway.process.wait(within: 10) == .exited(0))
        #expect(try gateway.accessLines().count == 5)
        #expect(try gateway.accessLines().allSatisfy { $0.reason.isEmpty })
        #expect(gateway.appLog.contains("stream.closed"))
    }

    @Test func idleConnectionsDoNotHoldUpTheEnd() throws {
        let gateway = try Self.gateway(Counter())
        defer { gateway.stop() }
        let clients = try (0..<10).map { _ in try gateway.connect() }
        for client in clients.prefix(5) { #expect(try client.get("/x").status == 200) }
        let start = Deadline.now()
        #expect(gateway.terminate() == .exited(0))
        #expect(Deadline.now() - start < 8_000_000_000)
        for client in clients { #expect(client.ending() == .closed) }
    }

    @Test func whatIsNotAnsweredInTimeIsToldSo() throws {
        let gateway = try Self.gateway(Counter(), drain: "1s")
        defer { gateway.stop() }
        let client = try Self.hold(gateway, "/never")
        let start = Deadline.now()
        gateway.signal(SIGTERM)
        let response = try client.read()
        #expect(response.closes)
        let problem = try response.problem()
        #expect(problem.status == 503)
        #expect(problem.code == "gateway_draining")
        #expect(problem.retryable)
        #expect(response["Retry-After"] == "1")
        #expect(gateway.process.wait(within: 10) == .exited(0))
        #expect(Deadline.now() - start < 4_000_000_000)
        let line = try gateway.accessLines(count: 1)[0]
        #expect(line.reason == "gateway_draining")
        #expect(line.status == 503)
        #expect(line.phaseSum == line.duration)
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSecondSignalEndsAtOnce(number: Int32) throws {
        let gateway = try Self.gateway(Counter())
        defer { gateway.stop() }
        let client = try Self.hold(gateway, "/never")
        gateway.signal(number)
        try Deadline.wait(for: "not ready") { try gateway.admin("/health/ready").status == 503 ? () : nil }
        #expect(gateway.process.poll() == nil)
        let start = Deadline.now()
        gateway.signal(number)
        #expect(gateway.process.wait(within: 5) == .exited(128 + number))
        #expect(Deadline.now() - start < 1_000_000_000)
        #expect(client.ending() != .open)
    }

    @Test func noRequestFailsWhenItEndsUnderLoad() throws {
        for round in 0..<Scale.count(5, full: 50) {
            var setup = GatewaySetup.proxy(try LoadUpstream.start())
            setup.shards = 2
            setup.timeouts = "drain: 20s"
            let gateway = try GatewayProcess.start(setup)
            defer { gateway.stop() }
            let loops = (0..<5).map { number in
                // Fast ones, one that always has a request in flight for longer, two that connect for each request.
                let target = number == 2 ? "/s/200/1000/30" : "/s/200/100"
                return ClosedLoop(port: gateway.port, target: target, reconnects: number >= 3)
            }
            let tallies = Box<[ClosedLoop.Tally]>()
            ScriptedUpstream.startThread { tallies.set(Workers.run(loops.count) { loops[$0].run() }) }
            usleep(UInt32(150_000 + round * 13_000 % 100_000))
            for loop in loops { loop.allowRefusal() }
            let start = Deadline.now()
            #expect(gateway.terminate() == .exited(0), "round \(round)")
            #expect(Deadline.now() - start < 15_000_000_000)
            let results = try Deadline.wait(for: "the clients") { tallies.value }
            #expect(results.flatMap(\.failures) == [], "round \(round)")
            #expect(results.allSatisfy { $0.wasRefused && $0.answered > 0 })
            let answered = results.reduce(0) { $0 + $1.answered }
            let lineCount = try gateway.accessLines().count
            #expect(lineCount == answered, "round \(round)")
        }
    }

    /// The gateway closes, and the client does not know it yet: what it sends must not reset what it has still to read.
    @Test func aRequestThatComesTooLateDoesNotCutTheAnswerBeforeIt() throws {
        let count = 100_000
        let upstream = try ScriptedUpstream.answering(body: String(repeating: "a", count: count))
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let client = try gateway.connect(receiveBytes: 8_192)
        #expect(try client.get("/1").text.utf8.count == count)
        gateway.signal(SIGTERM)
        usleep(100_000)
        try client.sendGet("/2")
        usleep(200_000)
        try client.sendGet("/3")
        usleep(200_000)
        let answer = try client.read()
        #expect(answer.closes && answer.text.utf8.count == count)
        #expect(client.ending() == .closed)
        #expect(gateway.process.wait() == .exited(0))
    }
}
