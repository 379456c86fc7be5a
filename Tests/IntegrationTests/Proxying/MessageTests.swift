import Testing

/// Plain messages: methods, answers without a body, framing, versions, connections.
@Suite(.blocking, .sharing { try .messages() }) struct MessageTests {
    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func everyMethodGoesThrough(method: String) throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.exchange("\(method) /method HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(response.status == 200)
        #expect(response.text == method)
        #expect(response.framing == .length(method.utf8.count))
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.text("http.request.method") == method)
    }

    @Test func aMethodThatARouteListsGoesThrough() throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.exchange("PROPFIND /dav HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(response.status == 200)
        #expect(try gateway.setup.scripts[0].log.request(to: "/dav").method == "PROPFIND")
    }

    @Test func anAnswerToHEADHasNoBody() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send("HEAD /head HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.read(to: "HEAD")
        #expect(response.status == 200)
        #expect(response["Content-Length"] == "12345")
        #expect(response["ETag"] == "\"7\"")
        #expect(try client.get("/after-head").text == "/after-head")
    }

    @Test(arguments: ["/204", "/304"])
    func anAnswerWithoutABodyLeavesTheConnectionUsable(path: String) throws {
        let client = try SharedGateway.gateway().connect()
        let response = try client.get(path)
        #expect("/\(response.status)" == path)
        #expect(response.framing == .none)
        #expect(response["Content-Length"] == (path == "/304" ? "99" : nil))
        #expect(try client.get("/after").text == "/after")
    }

    @Test func anEmptyAnswerSaysSo() throws {
        let response = try SharedGateway.gateway().get("/empty")
        #expect(response.framing == .length(0))
    }

    @Test func theReasonIsKept() throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.get("/reason")
        #expect(response.head.startLine == "HTTP/1.1 418 I'm a teapot: short, stout")
        #expect(try gateway.get("/no-reason").head.startLine == "HTTP/1.1 200 ")
    }

    @Test func anEmptyPOSTTellsTheUpstreamItsLength() throws {
        let gateway = try SharedGateway.gateway()
        _ = try gateway.exchange("POST /empty-post HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try gateway.setup.scripts[0].log.request(to: "/empty-post")["Content-Length"] == "0")
    }

    @Test func oneConnectionServesManyRequests() throws {
        let client = try SharedGateway.gateway().connect()
        for number in 0..<50 {
            let response = try client.get("/many/\(number)")
            #expect(response.text == "/many/\(number)")
            #expect(!response.closes)
        }
    }

    @Test func connectionCloseIsObeyed() throws {
        let client = try SharedGateway.gateway().connect()
        let response = try client.get("/close", "Connection: close")
        #expect(response.text == "/close")
        #expect(response.closes)
        #expect(client.ending() == .closed)
    }

    @Test(arguments: ["", "Connection: keep-alive\r\n", "Connection: close\r\n"])
    func HTTP10ClosesAfterTheAnswer(fields: String) throws {
        let gateway = try SharedGateway.gateway()
        let target = "/old/\(fields.utf8.count)"
        let client = try gateway.connect()
        try client.send("GET \(target) HTTP/1.0\r\n\(fields)\r\n")
        let response = try client.read()
        #expect(response.text == target)
        #expect(response.closes)
        #expect(client.ending() == .closed)
        let request = try gateway.setup.scripts[0].log.request(to: target)
        #expect(request.head.startLine == "GET \(target) HTTP/1.1")
        #expect(request["Host"] == "127.0.0.1:\(gateway.setup.scripts[0].port)")
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.text("http.version") == "1.0")
    }

    @Test func HTTP10WithABody() throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.exchange("POST /body HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello")
        #expect(response.text == "hello")
    }
}

extension GatewaySetup {
    fileprivate static func messages() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(
            try .serving([
                "/method": { try $0.respond(body: $1.method) },
                "/head": { conversation, _ in
                    try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nETag: \"7\"\r\n\r\n")
                },
                "/204": { conversation, _ in try conversation.send("HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n") },
                "/304": { conversation, _ in
                    try conversation.send("HTTP/1.1 304 Not Modified\r\nETag: \"7\"\r\nContent-Length: 99\r\n\r\n")
                },
                "/empty": { conversation, _ in try conversation.respond() },
                "/reason": { conversation, _ in
                    try conversation.send("HTTP/1.1 418 I'm a teapot: short, stout\r\nContent-Length: 0\r\n\r\n")
                },
                "/no-reason": { conversation, _ in
                    try conversation.send("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok")
                },
                "/body": { try $0.respond(body: String(decoding: $1.body, as: UTF8.self)) },
            ])
        )
        setup.routes.append(#"{ name: dav, match: { path: "/dav", methods: [PROPFIND] }, upstream: a }"#)
        return setup
    }
}
