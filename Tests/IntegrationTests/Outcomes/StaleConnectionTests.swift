import Testing

/// A kept connection that the upstream closes just when it is used again.
@Suite(.blocking) struct StaleConnectionTests {
    private static let post = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"

    /// The first connection answers once and is closed when the next request has arrived on it.
    private static func closingAtTheSecond() throws -> ScriptedUpstream {
        try ScriptedUpstream { conversation in
            while true {
                _ = try conversation.readRequest()
                if conversation.index == 0, conversation.requestCount == 2 { return conversation.close() }
                try conversation.respond(body: "\(conversation.index)")
            }
        }
    }

    @Test func aGETGoesToANewConnection() throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.closingAtTheSecond()))
        defer { gateway.stop() }
        let client = try gateway.connect()
        #expect(try client.get("/1").text == "0")
        let response = try client.get("/2")
        #expect(response.text == "1")
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.reason.isEmpty)
        #expect(line.number("gateway.upstream.attempts") == 2)
        let address = "127.0.0.1:\(gateway.setup.scripts[0].port)"
        #expect(line.texts("gateway.upstream.failed") == ["\(address) upstream_stale_connection"])
        #expect(line.flag("gateway.upstream.reused") == false)
        let exposition = try gateway.scrape()
        #expect(exposition.sum("gateway_upstream_retries_total", ["reason": "upstream_stale_connection"]) == 1)
        #expect(exposition.outcomes == ["": 2])
    }

    /// The upstream may have processed it: nobody but the client may decide to send it again.
    @Test func aPOSTIsNotSentAgain() throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.closingAtTheSecond()))
        defer { gateway.stop() }
        let client = try gateway.connect()
        #expect(try client.get("/1").text == "0")
        try client.send(Self.post)
        let response = try client.read()
        #expect(response.status == 502)
        let problem = try response.problem()
        #expect(problem.code == "upstream_stale_connection")
        #expect(problem.retryable)
        let line = try gateway.accessLine(of: problem.requestID)
        #expect(line.reason == "upstream_stale_connection")
        #expect(line.flag("gateway.upstream.reused") == true)
        #expect(gateway.setup.scripts[0].log.requests.count { $0.method == "POST" } == 1)
        #expect(try gateway.scrape().outcomes == ["": 1, "upstream_stale_connection": 1])
    }

    /// A connection that was closed while idle is not used at all, by no method.
    @Test(arguments: ["POST", "GET"]) func aConnectionClosedWhileIdleIsNotUsed(method: String) throws {
        let isClosed = Counter()
        let upstream = try ScriptedUpstream { conversation in
            while true {
                _ = try conversation.readRequest()
                try conversation.respond(body: "\(conversation.index)")
                if conversation.index == 0 {
                    conversation.close()
                    isClosed.add()
                    return
                }
            }
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let client = try gateway.connect()
        #expect(try client.get("/1").text == "0")
        try Deadline.wait(for: "the close") { isClosed.value == 1 ? () : nil }
        try client.send("\(method) /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        #expect(try client.read().text == "1")
        #expect(try gateway.scrape(until: "both are counted") { $0.requestCount == 2 }.outcomes == ["": 2])
    }

    /// Bytes that nobody asked for must not become the next answer.
    @Test func unaskedBytesOnAnIdleConnectionCloseIt() throws {
        let hasSent = Counter()
        let upstream = try ScriptedUpstream { conversation in
            while true {
                _ = try conversation.readRequest()
                try conversation.respond(body: "\(conversation.index)")
                if conversation.index == 0 {
                    conversation.pause(0.05)
                    try conversation.respond("200 OK", fields: "X-Poison: 1\r\n", body: "poison")
                    hasSent.add(conversation.waitForEnd() ? 1 : -1)
                    return
                }
            }
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let client = try gateway.connect()
        #expect(try client.get("/1").text == "0")
        try Deadline.wait(for: "the end of the connection") { hasSent.value != 0 ? () : nil }
        #expect(hasSent.value == 1)
        let response = try client.get("/2")
        #expect(response.text == "1")
        #expect(response["X-Poison"] == nil)
    }
}
