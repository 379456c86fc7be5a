/// Rows of security.md section 2 about bytes, the request line and the target.
extension RefusedRequest {
    static let bytes = [
        Self("LF after the request line", "GET /x HTTP/1.1\nHost: a\r\n\r\n"),
        Self("LF after a field", "GET /x HTTP/1.1\r\nHost: a\nX-A: 1\r\n\r\n"),
        Self("LF as the empty line", "GET /x HTTP/1.1\r\nHost: a\r\n\n"),
        Self("LF only", "GET /x HTTP/1.1\nHost: a\n\n"),
        Self("CR within the request line", "GET /x\rHTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("CR after the request line", "GET /x HTTP/1.1\rHost: a\r\n\r\n"),
        Self("CR within a value", "GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\r2\r\n\r\n"),
        Self("CR CR LF", "GET /x HTTP/1.1\r\nHost: a\r\r\n\r\n"),
        Self("NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("NUL in a name", "GET /x HTTP/1.1\r\nHost: a\r\nX\0A: 1\r\n\r\n"),
        Self("NUL in a value", "GET /x HTTP/1.1\r\nHost: a\r\nX-A: 1\0\r\n\r\n"),
        Self("NUL before the method", "\0GET /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("BEL in a value", "GET /x HTTP/1.1\r\nHost: a\r\nX-A: \u{7}\r\n\r\n"),
        Self("ESC in a value", "GET /x HTTP/1.1\r\nHost: a\r\nX-A: \u{1B}[0m\r\n\r\n"),
        Self("DEL in a value", "GET /x HTTP/1.1\r\nHost: a\r\nX-A: \u{7F}\r\n\r\n"),
    ]

    static let lines = [
        Self("HTTP/0.9", "GET /x\r\n"),
        Self("HTTP/0.9 with an empty line", "GET /x\r\n\r\n"),
        Self("two spaces after the method", "GET  /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("two spaces before the version", "GET /x  HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("tab after the method", "GET\t/x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("tab before the version", "GET /x\tHTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("space at the end", "GET /x HTTP/1.1 \r\nHost: a\r\n\r\n"),
        Self("space before the method", " GET /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("tab before the method", "\tGET /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("two empty lines before it", "\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("LF before it", "\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("empty target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("method with a parenthesis", "G(T /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("method with a colon", "GET: /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("method with a high byte", "G\u{E9}T /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("empty method", " /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("method of 25 bytes", "\(String(repeating: "M", count: 25)) /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        Self("unknown method", "BREW /x HTTP/1.1\r\nHost: a\r\n\r\n", status: 501, code: "gateway_unsupported"),
        Self(
            "method of 24 bytes",
            "\(String(repeating: "M", count: 24)) /x HTTP/1.1\r\nHost: a\r\n\r\n",
            status: 501,
            code: "gateway_unsupported"
        ),
        Self("method in lower case", "get /x HTTP/1.1\r\nHost: a\r\n\r\n", status: 501, code: "gateway_unsupported"),
        Self(
            "CONNECT",
            "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
            status: 405,
            code: "client_method_not_allowed",
            allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
        ),
        Self(
            "TRACE",
            "TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n",
            status: 405,
            code: "client_method_not_allowed",
            allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
        ),
        Self("HTTP/2.0", "GET /x HTTP/2.0\r\nHost: a\r\n\r\n", status: 505),
        Self("HTTP/1.2", "GET /x HTTP/1.2\r\nHost: a\r\n\r\n", status: 505),
        Self("HTTP/0.9 by number", "GET /x HTTP/0.9\r\nHost: a\r\n\r\n", status: 505),
        Self("HTTP/9.9", "GET /x HTTP/9.9\r\nHost: a\r\n\r\n", status: 505),
        Self("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", status: 505),
        Self("version in lower case", "GET /x http/1.1\r\nHost: a\r\n\r\n"),
        Self("version without a dot", "GET /x HTTP/11\r\nHost: a\r\n\r\n"),
        Self("version with two digits", "GET /x HTTP/1.10\r\nHost: a\r\n\r\n"),
        Self("version with a sign", "GET /x HTTP/+1.1\r\nHost: a\r\n\r\n"),
        Self("version of another protocol", "GET /x RTSP/1.0\r\nHost: a\r\n\r\n"),
    ]

    static let targets =
        [
            Self.target(
                "target of 8193 bytes",
                "/" + String(repeating: "a", count: 8_192),
                status: 414,
                code: "client_target_too_long"
            ),
            Self(
                "target without an end",
                "GET /" + String(repeating: "a", count: 20_000),
                status: 414,
                code: "client_target_too_long"
            ),
            Self.target("high byte", "/caf\u{E9}"), Self.target("DEL", "/\u{7F}"), Self.target("tab", "/a\tb"),
            Self.target("fragment", "/x#y"), Self.target("empty escape", "/%"), Self.target("short escape", "/%4"),
            Self.target("escape of no number", "/%zz"), Self.target("escape with a sign", "/%+1"),
            Self.target("escape of NUL", "/%00"), Self.target("escape of NUL in the query", "/x?%00"),
            Self.target("bad escape in the query", "/x?%g0"), Self.target("encoded slash", "/a%2Fb"),
            Self.target("encoded slash in lower case", "/a%2fb"), Self.target("encoded backslash", "/a%5Cb"),
            Self.target("dot segment", "/a/./b"), Self.target("dot-dot segment", "/a/../b"),
            Self.target("dot-dot at the end", "/a/.."), Self.target("dot at the end", "/a/."),
            Self.target("encoded dots", "/a/%2e%2E/b"), Self.target("half-encoded dots", "/a/.%2e"),
            Self.target("empty segment", "/a//b"), Self.target("two slashes", "//a"),
            Self.target("two slashes at the end", "/a//"), Self.target("no slash", "x"),
            Self.target("star with GET", "*"), Self.target("authority form", "a:80"),
            Self.target("another authority", "http://b/x"), Self.target("another port", "http://a:81/x"),
            Self.target("user info", "http://u@a/x"), Self.target("another scheme", "https://a/x"),
            Self.target("an odd scheme", "ftp://a/x"), Self.target("empty authority", "http:///x"),
        ] + "\"<>\\`".map { Self.target("\($0) in the path", "/a\($0)b") }
        + "[]{}|^".map { Self.target("\($0) in the path", "/a\($0)b") }
        + "\"<>\\`".map { Self.target("\($0) in the query", "/x?a\($0)b") }
}
