import TestKit
import Testing

/// What the upstream is told: Host, X-Forwarded-*, X-Request-Id, traceparent; and what it is not.
@Suite(.blocking, .sharing { GatewaySetup.proxy(try .serving([:])) }) struct ForwardedFieldTests {
    /// Sends a request and gives what the upstream got.
    private static func forwarded(_ target: String, _ fields: String) throws -> (RawResponse, ReceivedRequest) {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.exchange("GET \(target) HTTP/1.1\r\n\(fields)\r\n")
        return (response, try gateway.setup.scripts[0].log.request(to: target))
    }

    /// Ids that differ from run to run, replaced.
    private static func stable(_ request: ReceivedRequest) -> String {
        var text = request.head.text
        if let id = request["X-Request-Id"] { text = text.replacing(id, with: "<request id>") }
        if let parent = request["traceparent"] { text = text.replacing(parent, with: "<traceparent>") }
        return text.replacing("\r\n", with: "\n")
    }

    @Test func theRequestIsWrittenAnew() throws {
        let fields = """
            Host: api.example.com:8080\r
            user-agent: Test/1\r
            Accept: text/html\r
            Accept: application/json;q=0.5\r
            Cookie: a=1\r
            Cookie: b=2\r
            X-Empty:\r
            X-Blank:  \t padded value \t\r
            X-Latin: caf\u{E9}\r
            Authorization: Bearer abc\r

            """
        // Latin-1 on the wire, so that the one odd byte is one byte.
        let text = "GET /golden/%7euser/a%20b?q=%41&r=[1]|2 HTTP/1.1\r\n\(fields)\r\n"
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        try client.send(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        #expect(try client.read().status == 200)
        let request = try Deadline.wait(for: "the request") {
            gateway.setup.scripts[0].log.requests.first { $0.target.hasPrefix("/golden") }
        }
        expectGolden(Self.stable(request), "upstream-request.txt")
    }

    @Test func hopByHopFieldsStopHere() throws {
        let (_, request) = try Self.forwarded(
            "/hop",
            """
            Host: a\r
            Connection: keep-alive, X-Hop, Upgrade, HTTP2-Settings, te\r
            Keep-Alive: timeout=5\r
            Proxy-Connection: keep-alive\r
            Proxy-Authenticate: Basic\r
            Proxy-Authorization: Basic abc\r
            TE: trailers\r
            Trailer: X-Sum\r
            Upgrade: websocket\r
            HTTP2-Settings: AAMAAABkAAQAAP__\r
            X-Hop: 1\r
            X-Stays: 1\r

            """
        )
        let names = request.head.fields.map { $0.name.lowercased() }
        #expect(
            names == [
                "host", "x-stays", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-request-id",
                "traceparent",
            ]
        )
    }

    @Test func forgedFieldsAreReplaced() throws {
        let (response, request) = try Self.forwarded(
            "/forged",
            """
            Host: a\r
            X-Forwarded-For: 203.0.113.7\r
            x-forwarded-for: 203.0.113.8\r
            X-Forwarded-Proto: https\r
            X-Forwarded-Host: evil.example\r
            X-Forwarded-Port: 443\r
            X-Forwarded-Anything: 1\r
            X-Request-Id: 0123456789abcdef\r
            X-HTTP-Method-Override: DELETE\r
            X-HTTP-Method: DELETE\r
            X-Method-Override: DELETE\r
            X-Original-URL: /admin\r
            X-Rewrite-URL: /admin\r
            X-Watchgate: 1\r
            X-Watchgate-User: root\r
            Forwarded: for=203.0.113.9\r

            """
        )
        #expect(request["X-Forwarded-For"] == "127.0.0.1")
        #expect(request["X-Forwarded-Proto"] == "http")
        #expect(request["X-Forwarded-Host"] == "a")
        let id = try #require(request["X-Request-Id"])
        #expect(id.wholeMatch(of: /[0-9a-f]{16}/) != nil)
        #expect(id != "0123456789abcdef")
        #expect(response["X-Request-Id"] == id)
        let names = Set(request.head.fields.map { $0.name.lowercased() })
        for name in [
            "x-forwarded-port", "x-forwarded-anything", "x-http-method-override", "x-http-method", "x-method-override",
            "x-original-url", "x-rewrite-url", "x-watchgate", "x-watchgate-user",
        ] { #expect(!names.contains(name), "\(name) reached the upstream") }
    }

    @Test func aTraceGoesOn() throws {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let parent = "00-\(trace)-00f067aa0ba902b7-01"
        let (response, request) = try Self.forwarded(
            "/trace",
            "Host: a\r\ntraceparent: \(parent)\r\ntracestate: vendor=1\r\n"
        )
        let sent = try #require(request["traceparent"])
        let match = try #require(sent.wholeMatch(of: /00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/))
        #expect(match.1 == trace)
        #expect(match.2 != "00f067aa0ba902b7", "the parent is our span")
        #expect(match.3 == "00", "the caller's sampled flag is not ours")
        #expect(request["tracestate"] == "vendor=1")
        let line = try SharedGateway.gateway().accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.text("trace.id") == trace)
        #expect(line.text("span.id") == String(match.2))
        #expect(line.text("transaction.id") == String(match.2))
    }

    @Test(
        arguments: [
            "", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ]
    )
    func aBadTraceIsNotContinued(parent: String) throws {
        let target = "/bad-trace/\(parent.hashValue.magnitude)"
        let field = parent.isEmpty ? "" : "traceparent: \(parent)\r\n"
        let (_, request) = try Self.forwarded(target, "Host: a\r\n\(field)tracestate: vendor=1\r\n")
        let sent = try #require(request["traceparent"])
        let match = try #require(sent.wholeMatch(of: /00-([0-9a-f]{32})-([0-9a-f]{16})-02/))
        #expect(!parent.contains(match.1))
        #expect(request["tracestate"] == nil)
    }

    @Test func twoTraceparentsAreNone() throws {
        let parent = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n"
        let (_, request) = try Self.forwarded("/two-traces", "Host: a\r\n\(parent)\(parent)")
        #expect(request["traceparent"]?.contains("4bf92f3577b34da6a3ce929d0e0e4736") == false)
    }

    @Test(
        arguments: [
            ("GET http://a/absolute HTTP/1.1\r\nHost: a", "/absolute"),
            ("GET http://a HTTP/1.1\r\nHost: a", "/"),
            ("GET http://a/?x=1 HTTP/1.1\r\nHost: a", "/?x=1"),
            ("GET http://A:8080/upper HTTP/1.1\r\nHost: a:8080", "/upper"),
            ("\r\nGET /after-crlf HTTP/1.1\r\nHost: a", "/after-crlf"),
            ("GET /%61%2D%2e%5f%7E%21 HTTP/1.1\r\nHost: a", "/a-._~%21"),
            ("GET /q?a=%2F..%5C&b={c}|^ HTTP/1.1\r\nHost: a", "/q?a=%2F..%5C&b={c}|^"),
            ("GET /trailing/ HTTP/1.1\r\nHost: a", "/trailing/"),
        ]
    )
    func theTargetIsCanonical(head: String, target: String) throws {
        let gateway = try SharedGateway.gateway()
        #expect(try gateway.exchange(head + "\r\n\r\n").status == 200)
        _ = try gateway.setup.scripts[0].log.request(to: target)
    }

    @Test func optionsForTheServerIsAnsweredHere() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.read()
        #expect(response.status == 204)
        #expect(response["Allow"] == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
        #expect(try client.get("/after").status == 200)
    }
}
