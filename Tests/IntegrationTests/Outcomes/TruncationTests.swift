import Testing

/// Answers that are cut short after their head: the client must be able to notice.
@Suite(.blocking) struct TruncationTests {
    /// What was promised, and what came of it.
    struct Cut: Sendable, CustomTestStringConvertible {
        var framing: String
        var body: String
        var isReset: Bool

        var testDescription: String { "\(self.framing)\(self.isReset ? ", reset" : "")" }
    }

    private static let cuts = [false, true].flatMap { isReset in
        [
            Cut(framing: "Content-Length: 10", body: "hello", isReset: isReset),
            Cut(framing: "Content-Length: 100000", body: String(repeating: "x", count: 99_999), isReset: isReset),
            Cut(framing: "Content-Length: 10", body: "", isReset: isReset),
            Cut(framing: "Transfer-Encoding: chunked", body: "5\r\nhello\r\n", isReset: isReset),
            Cut(framing: "Transfer-Encoding: chunked", body: "a\r\nhello", isReset: isReset),
            Cut(framing: "Transfer-Encoding: chunked", body: "5\r\nhello\r\n0\r\n", isReset: isReset),
        ]
    }

    private static func upstream(_ cut: Cut) throws -> ScriptedUpstream {
        try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            if conversation.index > 0 { return try conversation.respond(body: "fine") }
            try conversation.send("HTTP/1.1 200 OK\r\n\(cut.framing)\r\n\r\n\(cut.body)")
            // A reset throws away what the peer has not read yet.
            conversation.pause(cut.isReset ? 0.1 : 0)
            if cut.isReset { conversation.reset() } else { conversation.close() }
        }
    }

    @Test(arguments: cuts) func theClientsConnectionIsCut(cut: Cut) throws {
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(cut)))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        #expect(throws: (any Error).self, "a cut answer must not look complete") { try client.read() }
        let line = try gateway.expectOutcome("upstream_truncated", status: 200, nil)
        #expect(line.number("gateway.upstream.attempts") == 1)
        #expect(line.number("gateway.upstream.status_code") == 200)
        #expect(try gateway.get("/y").text == "fine")
        let attempts = try gateway.scrape().samples(
            "http_client_request_duration_seconds_count",
            ["error_type": "upstream_truncated"]
        )
        #expect(attempts.map(\.value) == [1])
    }

    /// The part that came is handed on before the cut.
    @Test func whatCameArrives() throws {
        let cut = Cut(framing: "Content-Length: 10", body: "hello", isReset: false)
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(cut)))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        #expect(try client.readHead()["Content-Length"] == "10")
        #expect(try client.readBytes(5) == Array("hello".utf8))
        #expect(client.ending() != .open)
    }

    /// A body that ends with the connection is whole after a FIN, but not after a reset.
    @Test func aResetIsNoEndOfABody() throws {
        let cut = Cut(framing: "X-Nothing: 1", body: "hello", isReset: true)
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(cut)))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        #expect(throws: (any Error).self, "a cut answer must not look complete") { try client.read() }
        try gateway.expectOutcome("upstream_truncated", status: 200, nil)
    }

    /// For an HTTP/1.0 client the end of the connection is the end of the body: only a reset says that it is not.
    @Test func anHTTP10ClientSeesAReset() throws {
        let cut = Cut(framing: "Transfer-Encoding: chunked", body: "5\r\nhello\r\n", isReset: false)
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(cut)))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.send("GET /x HTTP/1.0\r\n\r\n")
        #expect(throws: SocketError.reset) { try client.read() }
        try gateway.expectOutcome("upstream_truncated", status: 200, nil)
    }

    @Test func anAnswerToHEADPromisesNothing() throws {
        let cut = Cut(framing: "Content-Length: 10", body: "", isReset: false)
        let gateway = try GatewayProcess.start(.proxy(try Self.upstream(cut)))
        defer { gateway.stop() }
        let response = try gateway.exchange("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n", method: "HEAD")
        try gateway.expectOutcome("", status: 200, response)
    }
}
