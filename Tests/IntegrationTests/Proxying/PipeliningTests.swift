import Testing

/// Requests sent without waiting are answered in order, each on its own.
@Suite(.blocking, .sharing { try .pipelining() }) struct PipeliningTests {
    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test func answersComeInTheOrderOfTheRequests() throws {
        let client = try SharedGateway.gateway().connect()
        // The first is the slowest: nothing overtakes it.
        let paths = ["/p/slow", "/p/1", "/p/large", "/p/2", "/p/slow", "/p/3"]
        try client.send(paths.map(Self.get).joined())
        for path in paths {
            let response = try client.read()
            #expect(response.status == 200)
            #expect(path == "/p/large" ? response.body.count == 200_000 : response.text == path)
        }
    }

    @Test func manyRequestsInOneSegment() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send((0..<200).map { Self.get("/p/\($0)") }.joined())
        for number in 0..<200 { #expect(try client.read().text == "/p/\(number)") }
    }

    /// More than the 64 KiB that may wait unread: the rest stays with the kernel until it is its turn.
    @Test func moreThanWhatMayWait() throws {
        let client = try SharedGateway.gateway().connect()
        let padding = "X-Padding: " + String(repeating: "x", count: 1_000) + "\r\n"
        let requests = (0..<150).map { "GET /p/\($0) HTTP/1.1\r\nHost: a\r\n\(padding)\r\n" }
        try client.send(requests.joined())
        for number in 0..<150 { #expect(try client.read().text == "/p/\(number)") }
    }

    @Test func bodiesAreNotTakenForRequests() throws {
        let client = try SharedGateway.gateway().connect()
        let inner = Self.get("/p/inner")
        let chunk = "\(String(inner.utf8.count, radix: 16))\r\n\(inner)\r\n0\r\n\r\n"
        try client.send(
            "POST /p/echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(inner.utf8.count)\r\n\r\n\(inner)"
                + "POST /p/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)" + Self.get("/p/last")
        )
        #expect(try client.read().text == inner)
        #expect(try client.read().text == inner)
        #expect(try client.read().text == "/p/last")
        let seen = try SharedGateway.gateway().setup.scripts[0].log.requests
        #expect(!seen.contains { $0.target == "/p/inner" })
    }

    @Test func anErrorTakesItsPlaceInTheOrder() throws {
        let client = try SharedGateway.gateway().connect()
        let paths = ["/p/slow", "/nowhere", "/p/1", "/nowhere/again", "/p/2"]
        try client.send(
            paths.map(Self.get).joined() + "DELETE /only-get HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get("/p/3")
        )
        for path in paths {
            let response = try client.read()
            if path.hasPrefix("/nowhere") {
                #expect(try response.problem().code == "client_no_route")
                #expect(!response.closes)
            } else {
                #expect(response.text == path)
            }
        }
        let refused = try client.read()
        #expect(try refused.problem().code == "client_method_not_allowed")
        #expect(refused["Allow"] == "GET, HEAD")
        #expect(try client.read().text == "/p/3")
    }

    @Test func nothingIsReadAfterARefusedHead() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send(Self.get("/p/before") + "GET /p/bad HTTP/1.1\r\nHost : a\r\n\r\n" + Self.get("/p/behind-a-400"))
        #expect(try client.read().text == "/p/before")
        let refused = try client.read()
        #expect(refused.status == 400)
        #expect(refused.closes)
        #expect(client.ending() == .closed)
        let seen = try SharedGateway.gateway().setup.scripts[0].log.requests
        #expect(!seen.contains { $0.target == "/p/behind-a-400" })
    }

    @Test func nothingIsReadAfterConnectionClose() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send(
            "GET /p/last-one HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + Self.get("/p/behind-a-close")
        )
        #expect(try client.read().closes)
        #expect(client.ending() == .closed)
        let seen = try SharedGateway.gateway().setup.scripts[0].log.requests
        #expect(!seen.contains { $0.target == "/p/behind-a-close" })
    }

    @Test func anUpstreamErrorTakesItsPlaceToo() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send(Self.get("/p/1") + Self.get("/p/garbage") + Self.get("/p/2"))
        #expect(try client.read().text == "/p/1")
        #expect(try client.read().problem().code == "upstream_protocol_error")
        #expect(try client.read().text == "/p/2")
    }

    @Test func eachPipelinedRequestHasItsOwnRecord() throws {
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        try client.send((0..<5).map { Self.get("/p/record-\($0)") }.joined())
        let ids = try (0..<5).map { _ in try client.read()["X-Request-Id"] ?? "" }
        #expect(Set(ids).count == 5)
        for (number, id) in ids.enumerated() {
            let line = try gateway.accessLine(of: id)
            #expect(line.text("url.path") == "/p/record-\(number)")
            #expect(line.phaseSum == line.duration)
        }
    }

    @Test func anErrorAnswerToHEADHasNoBody() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send("HEAD /nowhere HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get("/p/after"))
        let response = try client.read(to: "HEAD")
        #expect(response.status == 404)
        #expect(response["Content-Type"] == "application/problem+json")
        #expect((response["Content-Length"].flatMap { Int($0) } ?? 0) > 0)
        #expect(try client.read().text == "/p/after")
    }

    /// A connection serves 10 000 requests and says so at the last.
    @Test(.enabled(if: Scale.isFull)) func aConnectionEndsAtItsLimitOfRequests() throws {
        let client = try SharedGateway.gateway().connect()
        for batch in 0..<100 {
            try client.send(String(repeating: Self.get("/p/n"), count: 100))
            for number in 0..<100 { #expect(try client.read().closes == (batch == 99 && number == 99)) }
        }
        #expect(client.ending() == .closed)
    }
}

extension GatewaySetup {
    fileprivate static func pipelining() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(
            try .serving([
                "/p/slow": { conversation, request in
                    conversation.pause(0.1)
                    try conversation.respond(body: request.target)
                },
                "/p/large": { conversation, _ in
                    try conversation.respond(body: String(repeating: "x", count: 200_000))
                },
                "/p/echo": { try $0.respond(body: String(decoding: $1.body, as: UTF8.self)) },
                "/p/garbage": { conversation, _ in
                    try conversation.send("HTTP/9 what\r\n\r\n")
                    conversation.close()
                },
            ])
        )
        setup.routes = [
            #"{ name: pipelined, match: { path: "/p/*" }, upstream: a }"#,
            #"{ name: only-get, match: { path: "/only-get", methods: [GET] }, upstream: a }"#,
        ]
        return setup
    }
}
