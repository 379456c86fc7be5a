import Testing

/// What an upstream's answer looks like behind the gateway.
@Suite(.blocking, .sharing { try .answers() }) struct UpstreamAnswerTests {
    @Test func hopByHopFieldsStopHere() throws {
        let response = try SharedGateway.gateway().get("/hop")
        let names = response.head.fields.map { $0.name.lowercased() }
        #expect(names == ["content-type", "x-stays", "set-cookie", "set-cookie", "content-length", "x-request-id"])
        #expect(response.text == "ok")
    }

    @Test func theRequestIDIsOurs() throws {
        let response = try SharedGateway.gateway().get("/id")
        #expect(response.head.values("X-Request-Id").count == 1)
        #expect(response["X-Request-Id"] != "0123456789abcdef")
    }

    /// Every answer, the gateway's own included, carries the id that the log has.
    @Test(arguments: ["/hop", "/missing/route/none"]) func everyAnswerHasAnID(path: String) throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.get(path)
        let id = try #require(response["X-Request-Id"])
        #expect(id.wholeMatch(of: /[0-9a-f]{16}/) != nil)
        #expect(try gateway.accessLine(of: id).text("url.path") == path)
    }

    @Test(arguments: [0, 1, 8]) func interimAnswersDoNotEndTheExchange(count: Int) throws {
        let client = try SharedGateway.gateway().connect()
        let response = try client.get("/interim?\(count)")
        #expect(response.status == 200)
        #expect(response.text == "final")
        #expect(try client.get("/hop").status == 200)
    }

    @Test func tooManyInterimAnswersAreRefused() throws {
        let response = try SharedGateway.gateway().get("/interim?9")
        #expect(response.status == 502)
        #expect(try response.problem().code == "upstream_protocol_error")
    }

    @Test(arguments: [400, 401, 404, 409, 429, 451]) func anUpstreamsOwn4xxIsNoError(status: Int) throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.get("/status?\(status)")
        #expect(response.status == status)
        #expect(response.text == "its own")
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.reason.isEmpty)
        #expect(line.text("event.outcome") == "success")
        #expect(line.text("log.level") == "info")
        #expect(line.number("gateway.upstream.status_code") == status)
    }

    @Test func theLineSaysWhatCrossedTheWire() throws {
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        let request =
            "POST /hop?secret=1&page=2&page=3 HTTP/1.1\r\nHost: Shop.Example:81\r\nUser-Agent: T/1\r\n"
            + "Referer: http://from.example/a?token=x\r\nAuthorization: Bearer s3cret\r\nContent-Length: 4\r\n\r\nbody"
        try client.send(request)
        let response = try client.read()
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.number("http.request.bytes") == request.utf8.count)
        #expect(line.number("http.request.body.bytes") == 4)
        #expect(line.number("http.response.bytes") == client.receivedCount)
        #expect(line.number("http.response.body.bytes") == 2)
        #expect(line.text("url.path") == "/hop")
        #expect(line.texts("gateway.query_keys") == ["secret", "page"])
        #expect(line.text("http.request.referrer") == "http://from.example/a")
        #expect(line.text("user_agent.original") == "T/1")
        #expect(line.text("gateway.route") == "/{page}")
        #expect(line.text("gateway.upstream.name") == "a")
        #expect(line.text("gateway.upstream.address") == "127.0.0.1:\(gateway.setup.scripts[0].port)")
        #expect(line.number("gateway.upstream.attempts") == 1)
        #expect(!line.text.contains("s3cret") && !line.text.contains("token=x"))
    }

    @Test func aConnectionToTheUpstreamIsUsedAgain() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        let client = try gateway.connect()
        for _ in 0..<20 { #expect(try client.get("/x").status == 200) }
        #expect(gateway.setup.scripts[0].log.connectionCount == 1)
        let exposition = try gateway.scrape()
        let acquired = "gateway_upstream_pool_acquired_total"
        #expect(exposition.sum(acquired, ["result": "new"]) == 1)
        #expect(exposition.sum(acquired, ["result": "reused"]) == 19)
        #expect(exposition.sum("gateway_upstream_pool_connections", ["state": "idle"]) == 1)
        #expect(exposition.sum("gateway_upstream_pool_connections", ["state": "used"]) == 0)
    }

    /// The answer is fine, what follows it is nobody's: the next request goes elsewhere.
    @Test(arguments: ["/surplus", "/says-close", "/old-version", "/odd-body"])
    func aConnectionThatIsInDoubtIsNotUsedAgain(path: String) throws {
        let gateway = try GatewayProcess.start(try .answers())
        defer { gateway.stop() }
        let client = try gateway.connect()
        if path == "/odd-body" {
            try client.send("GET /odd-body HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
        } else {
            try client.sendGet(path)
        }
        let response = try client.read()
        #expect(response.status == 200)
        #expect(response.text == "ok" || path == "/odd-body")
        #expect(try client.get("/hop").text == "ok")
        #expect(gateway.setup.scripts[0].log.connectionCount == 2)
        let lines = try gateway.accessLines(count: 2)
        #expect(lines.allSatisfy { $0.reason.isEmpty && $0.flag("gateway.upstream.reused") == false })
    }
}

extension GatewaySetup {
    fileprivate static func answers() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(
            try .serving([
                "/hop": { conversation, _ in
                    try conversation.send(
                        """
                        HTTP/1.1 200 OK\r
                        Content-Type: text/plain\r
                        Connection: keep-alive, X-Hop\r
                        Keep-Alive: timeout=5\r
                        Proxy-Authenticate: Basic\r
                        Proxy-Connection: keep-alive\r
                        Upgrade: h2c\r
                        TE: trailers\r
                        Trailer: X-Sum\r
                        X-Hop: 1\r
                        X-Stays: 1\r
                        Set-Cookie: a=1\r
                        Set-Cookie: b=2\r
                        Content-Length: 2\r
                        \r
                        ok
                        """
                    )
                },
                "/id": { conversation, _ in try conversation.respond(fields: "X-Request-Id: 0123456789abcdef\r\n") },
                "/interim": { conversation, request in
                    let count = Int(request.target.drop { $0 != "?" }.dropFirst()) ?? 0
                    for number in 0..<count {
                        let status = number % 2 == 0 ? "103 Early Hints\r\nLink: </a.css>" : "100 Continue"
                        try conversation.send("HTTP/1.1 \(status)\r\n\r\n")
                    }
                    try conversation.respond(body: "final")
                },
                "/status": { conversation, request in
                    let status = request.target.drop { $0 != "?" }.dropFirst()
                    try conversation.respond("\(status) As Said", body: "its own")
                },
                "/surplus": { conversation, _ in
                    try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n")
                },
                "/says-close": { conversation, _ in
                    try conversation.respond(fields: "Connection: close\r\n", body: "ok")
                },
                "/old-version": { conversation, _ in
                    try conversation.send("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
                },
            ])
        )
        setup.routes = [#"{ name: page, match: { path: "/{page}" }, upstream: a }"#]
        return setup
    }
}
