import Testing

/// The other side of each limit: what is just right is accepted.
@Suite(.blocking, .sharing { try .accepting() }) struct AcceptedTests {
    private static let accepted = [
        RefusedRequest.target("target of 8192 bytes", "/" + String(repeating: "a", count: 8_191)),
        RefusedRequest.field("head of 32 KiB", RefusedRequest.head(32_768)),
        RefusedRequest.field("field line of 16 384 bytes", "X-A: \(String(repeating: "v", count: 16_379))"),
        RefusedRequest.field("100 fields", (0..<99).map { "X-\($0): 1" }.joined(separator: "\r\n")),
        RefusedRequest.field("high bytes and tabs in a value", "X-A: \u{80}\t\u{FF}"),
        RefusedRequest.field("empty value", "X-A:"),
        RefusedRequest.field("odd but good name", "X!#$%&'*+-.^`|~9: 1"),
        RefusedRequest.host("Host of 255 bytes", String(repeating: "h", count: 255)),
        RefusedRequest.host("port 1", "a:1"), RefusedRequest.host("port 65535", "a:65535"),
        RefusedRequest.host("an IPv6 address", "[::1]:8080"), RefusedRequest.host("an IPv4 address", "127.0.0.1"),
        RefusedRequest.target("brackets in the query", "/x?a=[1]{2}|^"),
        RefusedRequest.target("question marks in the query", "/x?a?b=/../c"),
        RefusedRequest.target("semicolons and commas", "/a;b=c,d/@:!$&'()*+="),
        RefusedRequest.target("encoded slash where the route takes it", "/raw/a%2Fb%5Cc"),
        RefusedRequest.target("trailing slash", "/a/"),
        RefusedRequest("one CRLF before it", "\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        RefusedRequest("Content-Length 0", "GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"),
        RefusedRequest(
            "body at the route's limit",
            Self.small("Content-Length: 1024", String(repeating: "b", count: 1_024))
        ),
        RefusedRequest(
            "chunked body at the route's limit",
            Self.small("Transfer-Encoding: chunked", "400\r\n\(String(repeating: "b", count: 1_024))\r\n0\r\n\r\n")
        ),
        RefusedRequest.chunks("size of 16 digits", "0000000000000005\r\nhello\r\n0\r\n\r\n"),
        RefusedRequest.chunks(
            "extension of 256 bytes",
            "5;\(String(repeating: "a", count: 255))\r\nhello\r\n0\r\n\r\n"
        ),
        RefusedRequest.chunks("quoted extension", "5;a=\"b;\\\"c\"\r\nhello\r\n0\r\n\r\n"),
        RefusedRequest.chunks("trailers", "5\r\nhello\r\n0\r\nX-A: 1\r\nETag: x\r\n\r\n"),
        RefusedRequest.chunks("100 trailers", "0\r\n" + (0..<100).map { "X-\($0): 1\r\n" }.joined() + "\r\n"),
        RefusedRequest.field("Connection of many things", "Connection: keep-alive, , x-a,\tupgrade"),
    ]

    private static func small(_ field: String, _ body: String) -> String {
        "POST /small HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n\(body)"
    }

    @Test(arguments: accepted) func whatIsAtTheLimitGoesThrough(request: RefusedRequest) throws {
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        try client.send(request.bytes)
        let response = try client.read()
        #expect(response.status == 200)
        #expect(try client.get("/after").status == 200)
    }
}

extension GatewaySetup {
    fileprivate static func accepting() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try .answering(body: "taken"))
        setup.routes += [
            #"{ name: small, match: { path: "/small" }, upstream: a, limits: { body_bytes: 1KiB } }"#,
            #"{ name: raw, match: { path: "/raw/*" }, upstream: a, encoded_slash: pass }"#,
        ]
        return setup
    }
}
