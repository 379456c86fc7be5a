import Testing

/// `Expect: 100-continue` (RFC 9110 section 10.1.1).
@Suite(.blocking, .sharing { try .expecting() }) struct ContinueTests {
    private static func head(_ path: String, _ fields: String = "Content-Length: 5") -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\(fields)\r\n\r\n"
    }

    @Test(arguments: ["Content-Length: 5", "Transfer-Encoding: chunked"])
    func theClientIsToldToGoOn(framing: String) throws {
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        let path = "/echo/\(framing.utf8.count)"
        try client.send(Self.head(path, framing))
        let interim = try client.readHead()
        #expect(interim.startLine == "HTTP/1.1 100 Continue")
        #expect(interim.fields.isEmpty)
        try client.send(framing.hasPrefix("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n")
        #expect(try client.read().text == path)
        let request = try gateway.setup.scripts[0].log.request(to: path)
        #expect(request["Expect"] == nil, "the gateway has answered the expectation")
        #expect(String(decoding: request.body, as: UTF8.self) == "hello")
        #expect(try client.get("/echo/after").text == "/echo/after")
    }

    /// A client may send at once; whether an interim answer still comes is the gateway's choice.
    @Test func aBodyThatComesAtOnceIsTaken() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send(Self.head("/echo/at-once") + "hello")
        let response = try client.read()
        #expect(response.text == "/echo/at-once")
        #expect(response.interim.allSatisfy { $0 == 100 })
    }

    @Test func theExpectationIsNotCaseSensitive() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send("POST /echo/case HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n")
        #expect(try client.readHead().startLine == "HTTP/1.1 100 Continue")
        try client.send("hello")
        #expect(try client.read().status == 200)
    }

    /// HTTP/1.0 has no interim answers: the field is not obeyed.
    @Test func anHTTP10ClientIsNotTold() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send("POST /echo/old HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello")
        let response = try client.read()
        #expect(response.interim.isEmpty)
        #expect(response.text == "/echo/old")
    }

    @Test func aRefusedRequestIsNotToldToGoOn() throws {
        for (path, fields, code) in [
            ("/nowhere", "Content-Length: 5", "client_no_route"),
            ("/echo/large", "Content-Length: 2000000", "client_body_too_large"),
            ("/limited", "Content-Length: 5", "client_rate_limited"),
        ] {
            let gateway = try SharedGateway.gateway()
            if code == "client_rate_limited" { _ = try gateway.get("/limited") }
            let client = try gateway.connect()
            try client.send(Self.head(path, fields))
            let response = try client.read()
            #expect(response.interim.isEmpty)
            #expect(try response.problem().code == code)
            // Nobody knows whether the body still comes.
            #expect(response.closes)
            #expect(client.ending() == .closed)
        }
    }
}

extension GatewaySetup {
    fileprivate static func expecting() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.policies = ["{ name: tight, key: [client], limit: 1, per: 1h, burst: 1 }"]
        setup.routes = [
            #"{ name: echo, match: { path: "/echo/*" }, upstream: a }"#,
            #"{ name: limited, match: { path: "/limited" }, upstream: a, rate_limit: [tight] }"#,
        ]
        return setup
    }
}
