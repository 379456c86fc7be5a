import GatewayCore
import Testing

/// What is accepted, and how it is read (security.md section 2).
@Suite(.timeLimit(.minutes(15))) struct AcceptedRequestTests {
    /// Reads an input in all ways cut; all of it must be accepted.
    static func accept(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> [RequestTranscript.Request]
    {
        let transcript = Cuts.read(Latin1.bytes(text), sourceLocation: sourceLocation) { RequestTranscript.read($0) }
        #expect(transcript.failure == nil, sourceLocation: sourceLocation)
        #expect(transcript.requests.allSatisfy { $0.isComplete }, sourceLocation: sourceLocation)
        return transcript.requests
    }

    static func first(
        _ text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> RequestTranscript.Request {
        try #require(Self.accept(text, sourceLocation: sourceLocation).first, sourceLocation: sourceLocation)
    }

    @Test func aTypicalRequestIsRead() throws {
        let text = """
            GET /v1/orders/7?expand=a&b=%20 HTTP/1.1\r
            Host: api.example.com:8080\r
            accept:*/*\r
            X-Empty:\r
            X-Blanks: \t a \t b \t \r
            X-Bytes: \u{80}\u{FF}\t"a"\r
            \r\n
            """
        let request = try Self.first(text)
        #expect(request.method == "GET" && request.knownMethod == .get)
        #expect(request.target == "/v1/orders/7?expand=a&b=%20")
        #expect(request.path == "/v1/orders/7" && request.query == "expand=a&b=%20")
        #expect(request.host == "api.example.com:8080" && request.minorVersion == 1)
        let fields: [RequestTranscript.Field] = [
            .init("Host", "api.example.com:8080"), .init("accept", "*/*"), .init("X-Empty", ""),
            .init("X-Blanks", "a \t b"), .init("X-Bytes", "\u{80}\u{FF}\t\"a\""),
        ]
        #expect(request.fields == fields)
        #expect(request.framing == .none && request.keepsAlive && !request.expectsContinue)
        #expect(request.byteCount == text.unicodeScalars.count && request.body.isEmpty)
    }

    static let methods: [(String, Method)] = [
        ("GET", .get), ("HEAD", .head), ("POST", .post), ("PUT", .put), ("PATCH", .patch), ("DELETE", .delete),
        ("OPTIONS", .options), ("get", .other), ("Get", .other), ("PROPFIND", .other), ("GETS", .other),
        ("CONNECTS", .other), ("connect", .other), ("trace", .other), ("M-SEARCH", .other), ("!#$%&'*+-.^_`|~", .other),
        ("P", .other), ("PATCC", .other), ("POSE", .other), ("PUR", .other), ("DELETF", .other), ("OPTIONT", .other),
    ]

    @Test(arguments: Self.methods)
    func methodsAreCaseSensitive(text: String, method: Method) throws {
        let request = try Self.first("\(text) / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(request.method == text && request.knownMethod == method)
    }

    struct Target: Sendable, CustomTestStringConvertible {
        var sent: String
        var canonical: String
        var path: String
        var query: String
        var hasEncodedSlash = false
        init(_ sent: String, _ canonical: String, _ path: String, _ query: String, slash: Bool = false) {
            (self.sent, self.canonical, self.path, self.query) = (sent, canonical, path, query)
            self.hasEncodedSlash = slash
        }
        var testDescription: String { self.sent }
    }

    static let targets: [Target] = [
        Target("/", "/", "/", ""), Target("/?", "/?", "/", ""), Target("/a", "/a", "/a", ""),
        Target("/a/", "/a/", "/a/", ""), Target("/a/b?c=d/e?f", "/a/b?c=d/e?f", "/a/b", "c=d/e?f"),
        Target("/a...", "/a...", "/a...", ""), Target("/...", "/...", "/...", ""), Target("/.a", "/.a", "/.a", ""),
        Target("/a./..b/c..", "/a./..b/c..", "/a./..b/c..", ""), Target("/?..", "/?..", "/", ".."),
        Target("/?//", "/?//", "/", "//"), Target("/a?[]{}|^", "/a?[]{}|^", "/a", "[]{}|^"),
        Target("/!$&'()*+,;=:@-_~", "/!$&'()*+,;=:@-_~", "/!$&'()*+,;=:@-_~", ""),
        // Unreserved characters are decoded, all else stays as it is.
        Target("/%41%7a%30%2D%5f%7E", "/Az0-_~", "/Az0-_~", ""), Target("/a%2eb", "/a.b", "/a.b", ""),
        Target("/%2e%2e%2e", "/...", "/...", ""), Target("/?a=%41%2E%2e", "/?a=A..", "/", "a=A.."),
        Target("/%20%C3%a4%25", "/%20%C3%a4%25", "/%20%C3%a4%25", ""), Target("/%2541", "/%2541", "/%2541", ""),
        Target("/%25%34%31", "/%2541", "/%2541", ""), Target("/%3F%23?%3f%23", "/%3F%23?%3f%23", "/%3F%23", "%3f%23"),
        Target("/%0d%0a", "/%0d%0a", "/%0d%0a", ""), Target("/%FF%41", "/%FFA", "/%FFA", ""),
        // Whether an encoded slash is passed is the route's to say.
        Target("/a%2Fb", "/a%2Fb", "/a%2Fb", "", slash: true), Target("/a%2fb", "/a%2fb", "/a%2fb", "", slash: true),
        Target("/a%5C", "/a%5C", "/a%5C", "", slash: true), Target("/%5c%41", "/%5cA", "/%5cA", "", slash: true),
        Target("/a?b%2Fc", "/a?b%2Fc", "/a", "b%2Fc"),
        // Absolute form.
        Target("http://Host.Name:80/a?b", "/a?b", "/a", "b"), Target("HTTP://host.name:80/a", "/a", "/a", ""),
        Target("http://host.name:80", "/", "/", ""), Target("http://host.name:80?a=%41", "/?a=A", "/", "a=A"),
        Target("http://host.name:80/%61", "/a", "/a", ""), Target("http://host.name:80/", "/", "/", ""),
    ]

    @Test(arguments: Self.targets)
    func aTargetIsReadInItsCanonicalForm(row: Target) throws {
        let request = try Self.first("GET \(row.sent) HTTP/1.1\r\nHost: host.NAME:80\r\n\r\n")
        #expect(request.target == row.canonical)
        #expect(request.path == row.path)
        #expect(request.query == row.query)
        #expect(request.hasEncodedSlash == row.hasEncodedSlash)
    }

    @Test func optionsMayAskTheServerAsAWhole() throws {
        let asterisk = try Self.first("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(asterisk.target == "*" && asterisk.path == "*" && asterisk.query.isEmpty)
        let absolute = try Self.first("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(absolute.target == "*" && absolute.path == "*")
        let path = try Self.first("OPTIONS http://a/ HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(path.target == "/")
        let query = try Self.first("OPTIONS http://a?b HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(query.target == "/?b" && query.path == "/")
    }

    static let hosts = [
        "a", "A.b-c_d~e", "a:1", "a:65535", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:80", "[::FFFF:1.2.3.4]:80",
        "[2001:db8:1:2:3:4:5:6]", "[1111:2222:3333:4444:5555:6666:255.255.255.255]", "a.", "my_service:8080",
        String(repeating: "h", count: 255), String(repeating: "h", count: 249) + ":65535",
    ]

    @Test(arguments: Self.hosts)
    func aHostIsReadAsItIs(host: String) throws {
        #expect(try Self.first("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").host == host)
        #expect(try Self.first("GET / HTTP/1.1\r\nX: y\r\nhost:\t\(host) \r\n\r\n").host == host)
        #expect(try Self.first("GET http://\(host)/a HTTP/1.1\r\nHost: \(host)\r\n\r\n").target == "/a")
    }

    @Test func oneEmptyLineIsSkipped() {
        let one = "\r\nGET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(Self.accept(one + one).map(\.target) == ["/1", "/1"])
    }

    @Test func requestsFollowOneAnother() throws {
        let requests = Self.accept(
            """
            POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello\
            POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nworld\r\n0\r\n\r\n\
            GET /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n\
            GET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n
            """
        )
        #expect(requests.map(\.target) == ["/1", "/2", "/3", "/4"])
        #expect(requests.map(\.framing) == [.length(5), .chunked, .length(0), .none])
        #expect(requests.map { Latin1.text($0.body) } == ["hello", "world", "", ""])
        #expect(requests.map(\.keepsAlive) == [true, true, true, false])
    }

    static let connections: [(String, Bool)] = [
        ("X: y", true), ("Connection: keep-alive", true), ("Connection: close", false), ("connection: CLOSE", false),
        ("Connection: keep-alive, close", false), ("Connection: close\r\nConnection: keep-alive", false),
        ("Connection: a\r\nConnection: , close ,", false), ("Connection:", true), ("Connection: ,,", true),
        ("Connection: closed", true), ("Connection: Upgrade, HTTP2-Settings", true),
        ("Connection: " + Array(repeating: "a", count: 100).joined(separator: ","), true),
    ]

    @Test(arguments: Self.connections)
    func closeEndsTheConnection(lines: String, keepsAlive: Bool) throws {
        #expect(try Self.first("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n").keepsAlive == keepsAlive)
        #expect(try !Self.first("GET / HTTP/1.0\r\n\(lines)\r\n\r\n").keepsAlive)
    }

    @Test func version10NeedsNoHost() throws {
        let request = try Self.first("GET /a HTTP/1.0\r\n\r\n")
        #expect(request.minorVersion == 0 && request.host.isEmpty && !request.keepsAlive)
        #expect(try Self.first("GET /a HTTP/1.0\r\nHost: b\r\n\r\n").host == "b")
        let post = try Self.first("POST /a HTTP/1.0\r\nContent-Length: 2\r\n\r\nok")
        #expect(post.framing == .length(2) && post.body == Latin1.bytes("ok"))
    }

    @Test func anExpectationWaitsForABody() throws {
        let expect = "Host: a\r\nExpect: 100-Continue\r\n"
        #expect(try Self.first("PUT / HTTP/1.1\r\n\(expect)Content-Length: 1\r\n\r\nx").expectsContinue)
        let chunked = try Self.first("PUT / HTTP/1.1\r\n\(expect)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        #expect(chunked.expectsContinue)
        #expect(try !Self.first("PUT / HTTP/1.1\r\n\(expect)Content-Length: 0\r\n\r\n").expectsContinue)
        #expect(try !Self.first("PUT / HTTP/1.1\r\n\(expect)\r\n").expectsContinue)
        #expect(try !Self.first("PUT / HTTP/1.0\r\n\(expect)Content-Length: 1\r\n\r\nx").expectsContinue)
    }

    @Test func aContentLengthHasUpTo18Digits() {
        for digits in ["999999999999999999", "1", "10"] {
            let text = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(digits)\r\n\r\n"
            let transcript = RequestTranscript.read([Latin1.bytes(text)[...]], bodyLimit: Int.max)
            #expect(transcript.failure == nil)
            #expect(transcript.requests.first?.framing == Int(digits).map { .length($0) })
        }
    }
}
