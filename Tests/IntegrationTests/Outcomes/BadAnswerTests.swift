import Testing

/// Upstreams that do not speak HTTP: 502 `upstream_protocol_error`, and the connection is dropped.
@Suite(.blocking) struct BadAnswerTests {
    /// Answers the first request of a connection with the bytes, and waits to be left.
    private static func sending(_ answer: BadAnswer, head: String = "", end: Box<Bool>) throws -> ScriptedUpstream {
        try ScriptedUpstream { conversation in
            let request = try conversation.readRequest()
            if request.target == "/fine" { return try conversation.respond(body: "fine") }
            try conversation.send(Array(head.utf8) + answer.bytes)
            end.set(conversation.waitForEnd())
        }
    }

    @Test(arguments: BadAnswer.heads) func aHeadThatIsRefused(answer: BadAnswer) throws {
        let end = Box<Bool>()
        let gateway = try GatewayProcess.start(.proxy(try Self.sending(answer, end: end)))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        let response = try client.read()
        #expect(!response.closes)
        let line = try gateway.expectOutcome("upstream_protocol_error", status: 502, response)
        #expect(line.number("gateway.upstream.attempts") == 1, "the upstream has processed the request")
        #expect(try Deadline.wait(for: "the end of the connection") { end.value })
        #expect(try client.get("/fine").text == "fine")
    }

    /// Memory is bounded, and so is time.
    @Test func aHeadWithoutEndIsRefused() throws {
        let sent = Counter()
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\n")
            while true {
                try conversation.send("X-Filler: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n")
                sent.add(64)
            }
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        try gateway.expectOutcome("upstream_protocol_error", status: 502, try gateway.get("/x"))
    }

    /// The status is out: what remains is to cut the connection, without a final chunk.
    @Test(arguments: BadAnswer.bodies) func aBodyThatIsRefused(answer: BadAnswer) throws {
        let end = Box<Bool>()
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let gateway = try GatewayProcess.start(.proxy(try Self.sending(answer, head: head, end: end)))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        #expect(throws: (any Error).self, "a cut answer must not look complete") { try client.read() }
        try gateway.expectOutcome("upstream_protocol_error", status: 200, nil)
        #expect(try Deadline.wait(for: "the end of the connection") { end.value })
    }
}
