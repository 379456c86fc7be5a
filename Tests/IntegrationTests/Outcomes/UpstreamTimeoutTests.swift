import Testing

/// Upstreams that are too slow.
@Suite(.blocking) struct UpstreamTimeoutTests {
    @Test func anUpstreamThatNeverAnswersIs504() throws {
        let hasEnded = Box<Bool>()
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            hasEnded.set(conversation.waitForEnd())
        }
        let gateway = try GatewayProcess.start(.proxy(upstream, "timeouts: { first_byte: 300ms }"))
        defer { gateway.stop() }
        let client = try gateway.connect()
        let start = Deadline.now()
        try client.sendGet("/x")
        let response = try client.read()
        #expect(Deadline.now() - start >= 250_000_000)
        #expect(!response.closes)
        let line = try gateway.expectOutcome("upstream_timeout", status: 504, response)
        #expect(line.number("gateway.upstream.attempts") == 1, "it may have been processed, and the time is over")
        #expect((line.phases["upstream"] ?? 0) >= 250_000_000)
        let exposition = try gateway.scrape()
        #expect(exposition.sum("gateway_upstream_timeouts_total", ["phase": "first_byte"]) == 1)
        #expect(exposition.sum("gateway_upstream_timeouts_total") == 1)
        #expect(try Deadline.wait(for: "the end of the attempt") { hasEnded.value })
        // The client's connection goes on.
        try client.sendGet("/y")
        #expect(try client.read().status == 504)
    }

    /// A head that comes drop by drop is a first byte in time, but not an answer.
    @Test func aHeadThatNeverEndsIs504() throws {
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\n")
            for _ in 0..<200 {
                try conversation.send("X-A: 1\r\n")
                conversation.pause(0.05)
            }
        }
        let keys = "timeouts: { first_byte: 300ms, total: 800ms }"
        let gateway = try GatewayProcess.start(.proxy(upstream, keys))
        defer { gateway.stop() }
        let start = Deadline.now()
        let response = try gateway.get("/x")
        #expect(Deadline.now() - start < 5_000_000_000)
        try gateway.expectOutcome("upstream_timeout", status: 504, response)
    }

    /// The status is out: the client's connection is cut, so that it can notice.
    @Test(arguments: ["Content-Length: 1000", "Transfer-Encoding: chunked", "X-Nothing: 1"])
    func aBodyThatNeverEndsIsCutAtTheTotalTime(framing: String) throws {
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")
            for _ in 0..<200 {
                try conversation.send(framing.hasPrefix("T") ? "1\r\nx\r\n" : "x")
                conversation.pause(0.05)
            }
        }
        let gateway = try GatewayProcess.start(.proxy(upstream, "timeouts: { first_byte: 300ms, total: 600ms }"))
        defer { gateway.stop() }
        let client = try gateway.connect()
        let start = Deadline.now()
        try client.sendGet("/x")
        #expect(throws: (any Error).self, "a cut answer must not look complete") { try client.read(within: 5) }
        #expect(Deadline.now() - start >= 500_000_000)
        let line = try gateway.expectOutcome("upstream_timeout", status: 200, nil)
        #expect(line.number("gateway.upstream.status_code") == 200)
        #expect(try gateway.scrape().sum("gateway_upstream_timeouts_total", ["phase": "total"]) == 1)
    }

    /// A slow client does not use up its upstream's time.
    @Test func theClientsTimeIsNotTheUpstreams() throws {
        let gateway = try GatewayProcess.start(
            .proxy(try .serving([:]), "timeouts: { first_byte: 300ms, total: 300ms }")
        )
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n")
        for byte in "body".utf8 {
            try Deadline.wait(for: "some time", within: 1) { [deadline = Deadline(0.15)] in
                deadline.hasPassed ? () : nil
            }
            try client.send([byte])
        }
        let line = try gateway.expectOutcome("", status: 200, try client.read())
        #expect((line.phases["read"] ?? 0) >= 500_000_000)
    }
}
