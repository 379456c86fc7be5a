import Testing

/// Upstreams that end the connection before their answer is whole, and what is tried again.
@Suite(.blocking) struct ResetTests {
    /// Ends a connection after a request was read.
    enum End: String, CaseIterable, Sendable {
        case reset, close, closeWithinTheHead

        func apply(to conversation: UpstreamConversation) throws {
            switch self {
            case .reset: conversation.reset()
            case .close: conversation.close()
            case .closeWithinTheHead:
                try conversation.send("HTTP/1.1 200 OK\r\nContent-Le")
                conversation.close()
            }
        }
    }

    private static let post = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"

    private static func upstream(failing count: Int, _ end: End) throws -> ScriptedUpstream {
        try ScriptedUpstream { conversation in
            while true {
                _ = try conversation.readRequest()
                if conversation.index < count { return try end.apply(to: conversation) }
                try conversation.respond(body: "done")
            }
        }
    }

    @Test(arguments: End.allCases) func aGETIsTriedTwiceAndThen502(end: End) throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(failing: 9, end)))
        defer { gateway.stop() }
        let line = try gateway.expectOutcome("upstream_reset", status: 502, try gateway.get("/x"))
        #expect(line.number("gateway.upstream.attempts") == 2)
        #expect(line.texts("gateway.upstream.failed")?.count == 1)
        #expect(gateway.setup.scripts[0].log.requests.count == 2)
    }

    @Test(arguments: End.allCases) func aSecondAttemptSucceeds(end: End) throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(failing: 1, end)))
        defer { gateway.stop() }
        let port = gateway.setup.scripts[0].port
        let response = try gateway.get("/x")
        #expect(response.text == "done")
        let line = try gateway.expectOutcome("", status: 200, response)
        #expect(line.number("gateway.upstream.attempts") == 2)
        #expect(line.texts("gateway.upstream.failed") == ["127.0.0.1:\(port) upstream_reset"])
        let exposition = try gateway.scrape()
        #expect(exposition.sum("gateway_upstream_retries_total", ["reason": "upstream_reset"]) == 1)
        let attempts = "http_client_request_duration_seconds_count"
        #expect(exposition.sum(attempts, ["error_type": "upstream_reset"]) == 1)
        #expect(exposition.sum(attempts) == 2)
        // Both attempts carry the same ids.
        let requests = gateway.setup.scripts[0].log.requests
        #expect(Set(requests.map { $0["X-Request-Id"] }).count == 1)
    }

    @Test(arguments: End.allCases) func aPOSTIsNotSentAgain(end: End) throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(failing: 1, end)))
        defer { gateway.stop() }
        let line = try gateway.expectOutcome("upstream_reset", status: 502, try gateway.exchange(Self.post))
        #expect(line.number("gateway.upstream.attempts") == 1)
        #expect(gateway.setup.scripts[0].log.requests.count == 1)
        #expect(try gateway.scrape().sum("gateway_upstream_retries_total") == 0)
    }

    @Test(arguments: ["PUT", "DELETE", "POST"]) func whatMayBeRepeatedIsSentAgainWithItsBody(method: String) throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(failing: 1, .reset)))
        defer { gateway.stop() }
        let key = method == "POST" ? "Idempotency-Key: 7\r\n" : ""
        let request = "\(method) /x HTTP/1.1\r\nHost: a\r\n\(key)Content-Length: 2\r\n\r\nok"
        try gateway.expectOutcome("", status: 200, try gateway.exchange(request))
        let bodies = gateway.setup.scripts[0].log.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == ["ok", "ok"])
    }

    /// A body that came in pieces is gone: even a PUT cannot be sent again.
    @Test func aBodyThatWasStreamedIsNotSentAgain() throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(failing: 1, .reset)))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.send("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo")
        try Deadline.wait(for: "the head at the upstream") { gateway.setup.scripts[0].log.headCount == 1 ? () : nil }
        try client.send("dy")
        let line = try gateway.expectOutcome("upstream_reset", status: 502, try client.read())
        #expect(line.number("gateway.upstream.attempts") == 1)
        #expect(gateway.setup.scripts[0].log.requests.count == 1)
    }

    /// 10 requests fail at once: 20 % of them are 2, but 3 are always allowed to try again.
    @Test func retriesStayWithinTheirBudget() throws {
        let arrived = Counter()
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            if conversation.index >= 10 {
                // The first retries must not end before the last failures are looked at.
                conversation.pause(0.5)
                return try conversation.respond(body: "done")
            }
            arrived.add()
            try Deadline.wait(for: "all requests") { arrived.value == 10 ? () : nil }
            conversation.reset()
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let clients = try (0..<10).map { _ in try gateway.connect() }
        for client in clients { try client.sendGet("/x") }
        let statuses = try clients.map { try $0.read().status }
        #expect(statuses.filter { $0 == 200 }.count == 3)
        #expect(statuses.filter { $0 == 502 }.count == 7)
        let exposition = try gateway.scrape(until: "all are counted") { $0.requestCount == 10 }
        #expect(exposition.outcomes == ["": 3, "upstream_reset": 7])
        #expect(exposition.sum("gateway_upstream_retries_total") == 3)
        #expect(exposition.sum("gateway_upstream_retry_budget_exhausted_total") == 7)
    }
}
