import Foundation
import Testing

/// Clients that are too slow (security.md section 3): told so once, then closed.
@Suite(.blocking) struct ClientTimeoutTests {
    private static func gateway(_ timeouts: String) throws -> GatewayProcess {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.timeouts = timeouts
        return try GatewayProcess.start(setup)
    }

    @Test func aHeadThatDoesNotEndIs408() throws {
        let gateway = try Self.gateway("head: 400ms")
        defer { gateway.stop() }
        let client = try gateway.connect()
        let start = Deadline.now()
        try client.send("GET /x HTTP/1.1\r\nHo")
        let response = try client.read()
        #expect(Deadline.now() - start >= 350_000_000)
        #expect(response.closes)
        #expect(client.ending() == .closed)
        let line = try gateway.expectOutcome("client_timeout", status: 408, response)
        #expect(line.text("http.request.method") == "_OTHER")
        #expect((line.phases["parse"] ?? 0) >= 350_000_000)
        try gateway.waitForClosed("deadline")
    }

    /// Drip by drip is not faster: nothing extends the deadline of a head.
    @Test func aDripDoesNotExtendTheDeadlineOfAHead() throws {
        let gateway = try Self.gateway("head: 500ms")
        defer { gateway.stop() }
        let client = try gateway.connect()
        let start = Deadline.now()
        try client.send("GET /x HTTP/1.1\r\n")
        while Deadline.now() - start < 3_000_000_000 {
            do { try client.send("X-A: 1\r\n") } catch { break }
            usleep(50_000)
            if client.ending(within: 0.001) != .open { break }
        }
        #expect(Deadline.now() - start < 2_500_000_000)
        #expect(try client.read().status == 408)
        try gateway.expectOutcome("client_timeout", status: 408, nil)
    }

    @Test(arguments: ["Content-Length: 10", "Transfer-Encoding: chunked"])
    func aBodyThatStopsIs408(framing: String) throws {
        let gateway = try Self.gateway("body_idle: 400ms")
        defer { gateway.stop() }
        let client = try gateway.connect()
        let start = Deadline.now()
        try client.send("POST /x HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
        let response = try client.read()
        #expect(Deadline.now() - start >= 350_000_000)
        #expect(response.closes)
        let line = try gateway.expectOutcome("client_timeout", status: 408, response)
        #expect((line.phases["read"] ?? 0) >= 350_000_000)
        let upstream = gateway.setup.scripts[0].log
        #expect(upstream.requests.isEmpty, "the attempt is given up, not completed")
        let attempts = try gateway.scrape().sum(
            "http_client_request_duration_seconds_count",
            ["error_type": "client_timeout"]
        )
        #expect(attempts == 1)
    }

    /// A gap is extended by each byte, the total by nothing.
    @Test func aBodyThatDripsIs408AtItsTotal() throws {
        let gateway = try Self.gateway("body_idle: 400ms, body_total: 1s")
        defer { gateway.stop() }
        let client = try gateway.connect()
        let start = Deadline.now()
        try client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        while Deadline.now() - start < 5_000_000_000 {
            do { try client.send("x") } catch { break }
            usleep(50_000)
            if client.ending(within: 0.001) != .open { break }
        }
        let seconds = Double(Deadline.now() - start) / 1e9
        #expect(seconds > 0.9 && seconds < 3.5)
        try gateway.expectOutcome("client_timeout", status: 408, try client.read())
    }

    @Test func anIdleConnectionIsClosedWithoutAWord() throws {
        let gateway = try Self.gateway("idle: 400ms")
        defer { gateway.stop() }
        let fresh = try gateway.connect()
        let used = try gateway.connect()
        #expect(try used.get("/x").status == 200)
        let start = Deadline.now()
        #expect(used.ending(within: 5) == .closed)
        #expect(Deadline.now() - start >= 300_000_000)
        #expect(fresh.ending(within: 5) == .closed)
        try gateway.expectOutcome("", status: 200, nil)
        try gateway.waitForClosed("idle_timeout", count: 2)
    }

    /// Each request starts the idle time anew.
    @Test func aRequestKeepsTheConnection() throws {
        let gateway = try Self.gateway("idle: 600ms")
        defer { gateway.stop() }
        let client = try gateway.connect()
        for _ in 0..<6 {
            #expect(try client.get("/x").status == 200)
            usleep(200_000)
        }
    }

    /// A client that takes nothing is reset: it is told nothing, since it does not read.
    @Test func aClientThatDoesNotReadIsReset() throws {
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n")
            for _ in 0..<763 { try conversation.send([UInt8](repeating: 0x61, count: 65_536)) }
        }
        var setup = GatewaySetup.proxy(upstream)
        setup.timeouts = "write_stall: 500ms"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect(receiveBytes: 8_192)
        try client.sendGet("/x")
        let line = try gateway.expectOutcome("client_closed", status: 200, nil)
        #expect((line.phases["write"] ?? 0) >= 400_000_000)
        #expect(client.drain() == .reset)
        try gateway.waitForClosed("deadline")
    }
}
