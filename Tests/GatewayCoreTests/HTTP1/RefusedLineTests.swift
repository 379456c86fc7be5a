import GatewayCore
import Testing

/// Request lines that are refused (security.md section 2).
@Suite(.timeLimit(.minutes(15))) struct RefusedLineTests {
    static let lines: [RefusedRequest] = [
        RefusedRequest("GET / HTTP/1.1\nHost: a\n\n", .bareLineFeed),
        RefusedRequest("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .bareLineFeed),
        RefusedRequest("GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTargetByte),
        RefusedRequest("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTP/1.1\rHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        RefusedRequest("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTargetByte),
        RefusedRequest("G\0T / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        // The form of the line.
        RefusedRequest("GET /\r\n", .malformedRequestLine),
        RefusedRequest("GET\r\n", .malformedRequestLine),
        RefusedRequest("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET /  HTTP/1.1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", .malformedRequestLine),
        RefusedRequest("GET / a HTTP/1.1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET  HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTargetForm),
        RefusedRequest(" GET / HTTP/1.1\r\nHost: a\r\n\r\n", .malformedRequestLine),
        RefusedRequest("\tGET / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        RefusedRequest("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .malformedRequestLine),
        RefusedRequest("\r\n GET / HTTP/1.1\r\nHost: a\r\n\r\n", .malformedRequestLine),
        RefusedRequest("\r\n\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .bareLineFeed),
        // Methods.
        RefusedRequest("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        RefusedRequest("G\u{E9}T / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        RefusedRequest("GET: / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        RefusedRequest(String(repeating: "M", count: 25) + " / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        RefusedRequest(String(repeating: "M", count: 25), .invalidMethod),
        RefusedRequest("\u{16}\u{03}\u{01}\u{02}\0\u{01}\0\u{01}\u{FC}\u{03}\u{03}abcdefghijklmnop", .invalidMethod),
        RefusedRequest("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", .methodNotAllowed),
        RefusedRequest("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", .methodNotAllowed),
        // Before the target is looked at.
        RefusedRequest("TRACE // HTTP/1.1\r\nHost: a\r\n\r\n", .methodNotAllowed),
        // Versions.
        RefusedRequest("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .unsupportedVersion),
        RefusedRequest("GET / HTTP/1.2\r\nHost: a\r\n\r\n", .unsupportedVersion),
        RefusedRequest("GET / HTTP/0.9\r\nHost: a\r\n\r\n", .unsupportedVersion),
        RefusedRequest("GET / HTTP/3.1\r\nHost: a\r\n\r\n", .unsupportedVersion),
        RefusedRequest("GET / http/1.1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTP/1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTP/1.\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTP/1.10\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTP/11.1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTP/1,1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / HTTPS/1.1\r\nHost: a\r\n\r\n", .malformedVersion),
        RefusedRequest("GET / \r\nHost: a\r\n\r\n", .malformedVersion),
    ]

    @Test(arguments: Self.lines)
    func aWrongRequestLineIsRefused(row: RefusedRequest) { row.check() }

    static let refusedAnywhere = [
        "\"", "<", ">", "\\", "`", "#", "\u{01}", "\u{1F}", "\u{7F}", "\u{80}", "\u{FF}", "\t", "\0",
    ]
    static let refusedInPaths = ["[", "]", "{", "}", "|", "^"]

    @Test(arguments: Self.refusedAnywhere)
    func someBytesAreRefusedInTargets(byte: String) {
        for target in ["/\(byte)", "/a\(byte)b", "/a?\(byte)", "/a?b=\(byte)c", "\(byte)", "/1234567\(byte)"] {
            let code = FramingError.Code.invalidTargetByte
            RefusedRequest.target(target, target == byte ? .invalidTargetForm : code).check()
        }
    }

    @Test(arguments: Self.refusedInPaths)
    func someBytesAreRefusedInPaths(byte: String) {
        RefusedRequest.target("/a\(byte)b?c", .invalidTargetByte).check()
    }

    static let targets: [RefusedRequest] = [
        .target("/\n", .bareLineFeed), .target("/\r", .invalidTargetByte),
        // Percent-encoding.
        .target("/%", .invalidPercentEncoding), .target("/%4", .invalidPercentEncoding),
        .target("/%4g", .invalidPercentEncoding), .target("/%g4", .invalidPercentEncoding),
        .target("/%%34%31", .invalidPercentEncoding), .target("/%4%31", .invalidPercentEncoding),
        .target("/a?%", .invalidPercentEncoding), .target("/a?b=%4", .invalidPercentEncoding),
        .target("/a?b=%zz", .invalidPercentEncoding), .target("/%00", .invalidPercentEncoding),
        .target("/a?b=%00", .invalidPercentEncoding), .target("/%u0041", .invalidPercentEncoding),
        // Segments.
        .target("/.", .dotSegment), .target("/..", .dotSegment), .target("/a/.", .dotSegment),
        .target("/a/..", .dotSegment), .target("/./a", .dotSegment), .target("/../a", .dotSegment),
        .target("/a/./b", .dotSegment), .target("/a/../b", .dotSegment), .target("/%2e", .dotSegment),
        .target("/%2E%2e/a", .dotSegment), .target("/.%2e", .dotSegment), .target("/%2e.", .dotSegment),
        .target("/a/%2E%2E?b", .dotSegment), .target("/.?a", .dotSegment),
        .target("//", .emptySegment), .target("//a", .emptySegment), .target("/a//b", .emptySegment),
        .target("/a//", .emptySegment), .target("///", .emptySegment),
        // Forms.
        .target("*", .invalidTargetForm), .target("a", .invalidTargetForm), .target("a:80", .invalidTargetForm),
        .target("?a", .invalidTargetForm), .target("http:/a/b", .invalidTargetForm),
        .target("ftp://a/", .invalidTargetForm), .target("http//a/", .invalidTargetForm),
        .target("https://a/", .wrongScheme), .target("HTTPS://a/", .wrongScheme),
        .target("http://b/", .authorityNotHost), .target("http://a:80/", .authorityNotHost),
        .target("http://u@a/", .authorityNotHost), .target("http:///", .authorityNotHost),
        .target("http://a.b/", .authorityNotHost), .target("http://", .authorityNotHost),
        .target("http://a//b", .emptySegment), .target("http://a/../b", .dotSegment),
        .target("http://a/[", .invalidTargetByte), .target("http://a#", .authorityNotHost),
        RefusedRequest("OPTIONS *a HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTargetByte),
        RefusedRequest("OPTIONS */ HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTargetByte),
        RefusedRequest("OPTIONS *?a HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTargetByte),
        RefusedRequest("GET http://a/ HTTP/1.0\r\n\r\n", .authorityNotHost),
    ]

    @Test(arguments: Self.targets)
    func aWrongTargetIsRefused(row: RefusedRequest) { row.check() }

    @Test func theSchemeOfATLSListenerIsHTTPS() {
        let plain = Latin1.bytes("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n")
        let refused = Cuts.read(plain) { RequestTranscript.read($0, isSecure: true) }
        #expect(refused.failure?.code == .wrongScheme)
        let secure = Latin1.bytes("GET https://a/b HTTP/1.1\r\nHost: a\r\n\r\n")
        let accepted = Cuts.read(secure) { RequestTranscript.read($0, isSecure: true) }
        #expect(accepted.requests.first?.target == "/b")
    }
}
