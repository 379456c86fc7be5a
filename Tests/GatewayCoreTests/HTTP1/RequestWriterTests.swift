import GatewayCore
import NIOCore
import Testing

/// Requests as they go to the upstream (security.md section 2).
@Suite struct RequestWriterTests {
    /// Reads a request and writes it anew; with `framing` nil as it was read.
    static func write(
        _ text: String,
        framing: BodyFraming? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> String {
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer(bytes: Latin1.bytes(text))
        let step = decoder.decodeHead(&input)
        #expect(step == .complete, sourceLocation: sourceLocation)
        if step != .complete { return "" }
        var output = ByteBuffer(string: "before|")
        Latin1.bytes("10.0.0.1:9001").withUnsafeBytes { host in
            RequestWriter.write(
                decoder.head,
                defaultHost: host,
                framing: framing ?? decoder.head.framing,
                into: &output
            )
        }
        let written = Latin1.text(output.readableBytesView)
        #expect(written.hasPrefix("before|"), sourceLocation: sourceLocation)
        return String(written.dropFirst(7))
    }

    @Test func aRequestIsWrittenAnew() {
        let text = """
            GET http://api.example.com/%61?b=%7E HTTP/1.1\r
            Accept: */*\r
            hOST: \t api.example.com \r
            X-A:  a  b \t\r
            Connection: keep-alive\r
            x-b:\u{80}\r
            X-C:\tc\r
            X-D:\r
            X-E: \r
            X-F: \t \r
            X-G: g \r
            X-H: h\r
            \r\n
            """
        let expected = """
            GET /a?b=~ HTTP/1.1\r
            Host: api.example.com\r
            Accept: */*\r
            X-A: a  b\r
            x-b:\u{80}\r
            X-C: c\r
            X-D:\r
            X-E: \r
            X-F: \r
            X-G: g\r
            X-H: h\r\n
            """
        #expect(Self.write(text) == expected)
    }

    static let dropped = [
        "Connection: close", "Connection: x", "Keep-Alive: timeout=5", "Proxy-Connection: keep-alive",
        "Proxy-Authenticate: Basic", "Proxy-Authorization: Basic eA==", "TE: trailers", "Trailer: X", "Upgrade: h2c",
        "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", "Content-Length: 0", "Expect: 100-continue",
        "X-Forwarded-For: 1.2.3.4",
        "X-Forwarded-Proto: https", "X-Forwarded-Host: b", "x-forwarded-port: 1", "X-Forwarded-: 1", "X-Request-Id: 1",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate: a=b",
        "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Method-Override: DELETE",
        "X-Original-URL: /admin",
        "X-Rewrite-URL: /admin", "X-Watchgate: 1", "X-Watchgate-Anything: 1", "x-watchgateway: 1",
    ]

    @Test(arguments: Self.dropped)
    func someFieldsNeverReachAnUpstream(line: String) {
        let written = Self.write(
            "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\n\(line)\r\nB: 2\r\n\r\n",
            framing: BodyFraming.none
        )
        #expect(written == "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\n")
        let upper = Self.write("GET / HTTP/1.1\r\n\(line.uppercased())\r\nHost: a\r\n\r\n", framing: BodyFraming.none)
        #expect(upper == "GET / HTTP/1.1\r\nHost: a\r\n")
    }

    static let kept = [
        "X-Forwarded: 1", "X-Forwarder-For: 1", "X-Request-Id2: 1", "X-Watchgat: 1", "Hosts: b", "Content-Type: a/b",
        "Content-Lengths: 5", "Cookie: a=b", "Authorization: Basic x", "User-Agent: x", "Date: x",
        "Accept-Encoding: gzip",
        "Content-Encoding: gzip", "Forwarded: for=1.2.3.4", "Connections: x", "Range: bytes=0-1",
    ]

    @Test(arguments: Self.kept)
    func otherFieldsAreKept(line: String) {
        let written = Self.write("GET / HTTP/1.1\r\n\(line)\r\nHost: a\r\n\r\n")
        #expect(written == "GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n")
    }

    @Test func whatConnectionNamesEndsHere() {
        let head = "GET / HTTP/1.1\r\nA: 1\r\nHost: a\r\nX-B: 2\r\nConnection: x-b , C,close\r\nx-B: 3\r\nD: 4\r\n"
        let written = Self.write(head + "c: 5\r\nConnection: d2\r\nD2: 6\r\nE: 7\r\n\r\n")
        #expect(written == "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nD: 4\r\nE: 7\r\n")
    }

    @Test func traceFieldsAreLeftToTheCaller() {
        let head = "GET / HTTP/1.1\r\nHost: a\r\ntracestate: a=b\r\nTraceparent: x\r\nTracestate: c=d\r\n\r\n"
        #expect(Self.write(head) == "GET / HTTP/1.1\r\nHost: a\r\n")
    }

    @Test func aRequestWithoutHostGetsTheTargetsAddress() {
        #expect(Self.write("GET /a HTTP/1.0\r\nA: 1\r\n\r\n") == "GET /a HTTP/1.1\r\nHost: 10.0.0.1:9001\r\nA: 1\r\n")
        #expect(Self.write("GET /a HTTP/1.0\r\nHost: b\r\n\r\n") == "GET /a HTTP/1.1\r\nHost: b\r\n")
    }

    @Test func oneFieldSaysWhereTheBodyEnds() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\n"
        let start = "POST / HTTP/1.1\r\nHost: a\r\n"
        #expect(Self.write(head + "Content-Length: 5\r\nA: 1\r\n\r\n") == start + "A: 1\r\nContent-Length: 5\r\n")
        let longest = "Content-Length: 999999999999999999\r\n"
        #expect(Self.write(head + longest + "\r\n") == start + longest)
        let chunked = "Transfer-Encoding: chunked\r\n"
        #expect(Self.write(head + "transfer-encoding:  CHUNKED\r\n\r\n") == start + chunked)
        #expect(Self.write(head + chunked + "\r\n", framing: .length(12)) == start + "Content-Length: 12\r\n")
    }

    static let empty = [
        ("POST", "Content-Length: 0\r\n"), ("PUT", "Content-Length: 0\r\n"), ("PATCH", "Content-Length: 0\r\n"),
        ("GET", ""), ("HEAD", ""), ("DELETE", ""), ("OPTIONS", ""), ("PROPFIND", ""),
    ]

    @Test(arguments: Self.empty)
    func aMethodThatMeansABodySaysThatThereIsNone(method: String, framing: String) {
        let written = Self.write("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(written == "\(method) / HTTP/1.1\r\nHost: a\r\n\(framing)")
        let zero = Self.write("\(method) / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        #expect(zero == "\(method) / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n")
    }

    @Test func aBodyOnGetIsNoticed() {
        for (lines, hasBody) in [("Content-Length: 1", true), ("Content-Length: 0", false), ("A: 1", false)] {
            for (method, isUnusual) in [("GET", true), ("HEAD", true), ("DELETE", false), ("POST", false)] {
                var decoder = RequestDecoder(limits: MessageLimits())
                var input = ByteBuffer(string: "\(method) / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n")
                _ = decoder.decodeHead(&input)
                let hasMethodBody = decoder.head.hasMethodBody
                #expect(hasMethodBody == (hasBody && isUnusual))
            }
        }
    }

    @Test func optionsOfTheWholeServerIsWritten() {
        #expect(Self.write("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n") == "OPTIONS * HTTP/1.1\r\nHost: a\r\n")
    }
}
