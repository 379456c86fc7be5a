/// Rows of security.md section 2 about sizes, fields, Host, framing fields, Connection and Expect.
extension RefusedRequest {
    private static func filler(_ count: Int) -> String { String(repeating: "v", count: count) }

    static let sizes = [
        Self.field("head over 32 KiB", Self.head(32_769), status: 431, code: "client_head_too_large"),
        Self.field(
            "field line of 16 385 bytes",
            "X-A: \(Self.filler(16_380))",
            status: 431,
            code: "client_head_too_large"
        ),
        Self.field(
            "101 fields",
            (0..<100).map { "X-\($0): 1" }.joined(separator: "\r\n"),
            status: 431,
            code: "client_head_too_large"
        ),
        Self(
            "field line without an end",
            "GET /x HTTP/1.1\r\nHost: a\r\nX-A: \(Self.filler(40_000))",
            status: 431,
            code: "client_head_too_large"
        ),
        Self(
            "thousands of tiny fields",
            "GET /x HTTP/1.1\r\nHost: a\r\n" + String(repeating: "a:b\r\n", count: 5_000),
            status: 431,
            code: "client_head_too_large"
        ),
    ]

    /// Field lines that make the head of `field` so many bytes long.
    static func head(_ byteCount: Int) -> String {
        let frame = "GET /x HTTP/1.1\r\n\r\nHost: a\r\n\r\n".utf8.count
        var lines: [String] = []
        var left = byteCount - frame
        while left > 0 {
            // Each line but the last is followed by CRLF.
            let count = min(left, 9_000)
            lines.append("X-A: " + Self.filler(count - 5 - (left > count ? 2 : 0)))
            left -= count
        }
        return lines.joined(separator: "\r\n")
    }

    static let names = [
        Self("folded field", "GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n"),
        Self("field folded with a tab", "GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n\t2\r\n\r\n"),
        Self("first field line begins with a space", "GET /x HTTP/1.1\r\n Host: a\r\n\r\n"),
        Self("space before the colon", "GET /x HTTP/1.1\r\nHost : a\r\n\r\n"),
        Self("tab before the colon", "GET /x HTTP/1.1\r\nHost\t: a\r\n\r\n"),
        Self.field("no colon", "X-A"), Self.field("empty name", ": 1"), Self.field("name with a space", "X A: 1"),
        Self.field("name with an underscore", "X_A: 1"), Self.field("name with a slash", "X/A: 1"),
        Self.field("name with quotes", "\"X\": 1"), Self.field("name with a high byte", "X-\u{E9}: 1"),
        Self.field("a second request line", "GET /y HTTP/1.1"),
    ]

    static let hosts = [
        Self("no Host", "GET /x HTTP/1.1\r\nX-A: 1\r\n\r\n"),
        Self("no fields at all", "GET /x HTTP/1.1\r\n\r\n"),
        Self("Host twice", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        Self("Host twice and equal", "GET /x HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"),
        Self.host("empty Host", ""), Self.host("Host of 256 bytes", Self.filler(256)),
        Self.host("port 0", "a:0"), Self.host("port 65536", "a:65536"), Self.host("no port", "a:"),
        Self.host("port with letters", "a:8o"), Self.host("port with a sign", "a:+80"),
        Self.host("user info", "u@a"), Self.host("comma", "a,b"), Self.host("slash", "a/b"),
        Self.host("space", "a b"), Self.host("two colons", "a:80:80"), Self.host("bracket without an end", "[::1"),
        Self("Host of HTTP/1.0 is looked at too", "GET /x HTTP/1.0\r\nHost: a,b\r\n\r\n"),
    ]

    static let framing = [
        Self.field("Content-Length with a plus", "Content-Length: +1"),
        Self.field("Content-Length with a minus", "Content-Length: -1"),
        Self.field("Content-Length with a space", "Content-Length: 1 1"),
        Self.field("Content-Length as a list", "Content-Length: 1, 1"),
        Self.field("Content-Length in hex", "Content-Length: 0x1"),
        Self.field("Content-Length with a leading zero", "Content-Length: 01"),
        Self.field("Content-Length 00", "Content-Length: 00"),
        Self.field("empty Content-Length", "Content-Length:"),
        Self.field("Content-Length with a fraction", "Content-Length: 1.0"),
        Self.field("Content-Length of 19 digits", "Content-Length: 1000000000000000000"),
        Self.field("Content-Length that overflows", "Content-Length: 18446744073709551617"),
        Self.field("Content-Length twice", "Content-Length: 1\r\nContent-Length: 2"),
        Self.field("Content-Length twice and equal", "Content-Length: 1\r\nContent-Length: 1"),
        Self.field("both framings", "Content-Length: 1\r\nTransfer-Encoding: chunked"),
        Self.field("both framings, the other way round", "Transfer-Encoding: chunked\r\nContent-Length: 1"),
        Self.field("Transfer-Encoding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        Self.field("empty Transfer-Encoding", "Transfer-Encoding:"),
        Self.field("identity", "Transfer-Encoding: identity"),
        Self.field("chunked twice", "Transfer-Encoding: chunked, chunked"),
        Self.field("chunked is not last", "Transfer-Encoding: chunked, gzip"),
        Self.field("chunked with a parameter", "Transfer-Encoding: chunked;q=1"),
        Self.field("quoted chunked", "Transfer-Encoding: \"chunked\""),
        Self.field("xchunked", "Transfer-Encoding: xchunked"),
        Self.field("gzip alone", "Transfer-Encoding: gzip"),
        Self.field("vertical tab before chunked", "Transfer-Encoding: \u{B}chunked"),
        Self(
            "Transfer-Encoding in HTTP/1.0",
            "POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        Self.field("gzip, chunked", "Transfer-Encoding: gzip, chunked", status: 501, code: "gateway_unsupported"),
        Self.field("deflate, chunked", "Transfer-Encoding: deflate,chunked", status: 501, code: "gateway_unsupported"),
        Self.field(
            "compress, gzip, chunked",
            "Transfer-Encoding: compress, gzip, chunked",
            status: 501,
            code: "gateway_unsupported"
        ),
        Self(
            "Content-Length over the limit",
            "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n",
            status: 413,
            code: "client_body_too_large"
        ),
        Self(
            "the largest Content-Length",
            "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999999999\r\n\r\n",
            status: 413,
            code: "client_body_too_large"
        ),
    ]

    static let options =
        [
            "Host", "Content-Length", "Transfer-Encoding", "Authorization", "Cookie", "traceparent", "X-Request-Id",
            "X-Forwarded-For", "X-Forwarded-Proto",
        ].flatMap { name in
            [
                Self.field("Connection names \(name)", "Connection: \(name)"),
                Self.field("Connection names \(name) among others", "Connection: keep-alive, \(name.lowercased()), x"),
            ]
        } + [
            Self.field("Expect of something else", "Expect: 200-ok", status: 417),
            Self.field("Expect of two things", "Expect: 100-continue, x", status: 417),
            Self.field("empty Expect", "Expect:", status: 417),
        ]
}
