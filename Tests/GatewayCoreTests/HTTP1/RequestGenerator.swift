/// Makes requests from the grammar, most of them right, with what is seldom seen in them.
enum RequestGenerator {
    private static let methods = [
        "GET", "GET", "GET", "POST", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "get", "CONNECT",
        "TRACE",
    ]
    private static let targets = [
        "/", "/a", "/a/b?c=d", "/v1/orders/4711", "/%41%42?%43", "/a%20b", "/?", "/a/?b=[1]", "/!$&'()*+,;=:@-._~",
        "/a...",
        "http://a/b", "http://a", "http://a?x", "HTTP://A/b", "*", "/%2e%2e%2e", "/a%2Fb", "/a?b=%7e&c=/../", "/.a/b..",
    ]
    private static let wrongTargets = [
        "", "a", "//", "/../a", "/a\u{80}", "http://b/", "a:80", "/<", "/%4", "/%00", "/[a]",
    ]
    private static let names = [
        "Accept", "User-Agent", "Cookie", "X-Custom", "x-forwarded-for", "Te", "Trailer", "X-Request-Id", "A",
        "Keep-Alive",
        "Content-Type", "Authorization", "X!#$%&'*+-.^`|~", "Proxy-Connection", "traceparent", "If-None-Match",
    ]
    private static let values = [
        "a", "", "*/*", "a b\tc", "\u{80}\u{FF}", "gzip, deflate", "\"quoted, text\"", "a:b", "100-continue", "; q=0.5",
        "chunked",
        "0", "5", "a\\b", "W/\"x\"", "{}[]()<>@,;:\\\"/?=", "Tue, 01 Jul 2025 10:00:00 GMT",
    ]
    private static let blanks = [" ", "", "  ", "\t", " \t "]
    private static let connections = [
        "keep-alive", "close", "Keep-Alive", "x-custom", "TE", "upgrade", "a, b", "close, keep-alive", "", ",",
        "keep-alive,x",
    ]
    private static let extensions = [
        "", "", "", "", ";a", ";a=b", ";a=\"b;c\"", ";a=\"\\\"\"", ";a;b=c;d=\"\t\"", ";a=\"\"", ";a=\"\u{80}\"",
    ]

    /// One to three requests of one connection.
    static func connection(_ random: inout FuzzRandom) -> [UInt8] {
        var text = ""
        for _ in 0...random.below(3) { Self.request(&random, into: &text) }
        return Latin1.bytes(text)
    }

    private static func request(_ random: inout FuzzRandom, into text: inout String) {
        if random.oneIn(12) { text += "\r\n" }
        var target = random.oneIn(30) ? random.pick(Self.wrongTargets) : random.pick(Self.targets)
        var method = random.oneIn(3) ? random.pick(Self.methods) : "POST"
        if target == "*" { method = "OPTIONS" }
        if random.oneIn(200) { target = "/" + String(repeating: "a", count: 8_180 + random.below(20)) }
        let version = random.oneIn(12) ? "1.0" : "1.1"
        text += "\(method) \(target) HTTP/\(version)\r\n"
        var lines = ["Host:\(random.pick(Self.blanks))\(random.oneIn(10) ? "a:80" : "a")"]
        for _ in 0..<random.below(5) {
            let value = random.pick(Self.values) + (random.oneIn(4) ? random.pick(Self.blanks) : "")
            lines.append("\(random.pick(Self.names)):\(random.pick(Self.blanks))\(value)")
        }
        if random.oneIn(4) { lines.append("Connection: \(random.pick(Self.connections))") }
        if random.oneIn(40) { lines.append("Expect: 100-continue") }
        if random.oneIn(200) { lines.append("X-Long: " + String(repeating: "v", count: 16_370 + random.below(20))) }
        if random.oneIn(400) { lines += (0..<98 + random.below(4)).map { "X\($0):\($0)" } }
        var body = ""
        switch random.below(5) {
        case 0, 1: Self.lengthBody(&random, &lines, &body)
        case 2, 3: Self.chunkedBody(&random, &lines, &body)
        default: break
        }
        if random.oneIn(2) { lines.shuffle(using: &random) }
        for line in lines { text += line + "\r\n" }
        text += "\r\n" + body
    }

    private static func data(_ random: inout FuzzRandom) -> String {
        switch random.below(6) {
        case 0: ""
        case 1: "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
        case 2: "0\r\n\r\n"
        case 3: String(repeating: "d", count: 1 + random.below(2_000))
        default: String(repeating: "\r\n", count: 1 + random.below(4))
        }
    }

    private static func lengthBody(_ random: inout FuzzRandom, _ lines: inout [String], _ body: inout String) {
        body = Self.data(&random)
        let count = body.unicodeScalars.count
        let blank = String(repeating: " ", count: random.below(3))
        lines.append("Content-Length:\(blank)\(random.oneIn(20) ? count + 1 : count)\(random.oneIn(40) ? "\t" : "")")
        if random.oneIn(30) { lines.append("Content-Length: \(count)") }
        if random.oneIn(30) { lines.append("Transfer-Encoding: chunked") }
    }

    private static func chunkedBody(_ random: inout FuzzRandom, _ lines: inout [String], _ body: inout String) {
        let name = random.oneIn(2) ? "Transfer-Encoding" : "transfer-encoding"
        let blank = random.oneIn(20) ? random.pick(Self.blanks) : " "
        let end = random.oneIn(40) ? random.pick(Self.blanks) : ""
        lines.append("\(name):\(blank)\(random.oneIn(5) ? "Chunked" : "chunked")\(end)")
        body += Self.chunks(&random)
    }

    /// A chunked body.
    static func chunks(_ random: inout FuzzRandom) -> String {
        var body = ""
        for _ in 0..<random.below(4) {
            let data = Self.data(&random)
            let count = data.unicodeScalars.count
            if count == 0 { continue }
            let size = String(count, radix: 16, uppercase: random.oneIn(2))
            let zeros = String(repeating: "0", count: random.oneIn(5) ? random.below(17 - size.count) : 0)
            body += "\(zeros)\(size)\(random.pick(Self.extensions))\r\n\(data)\r\n"
        }
        body += "\(String(repeating: "0", count: 1 + random.below(3)))\(random.pick(Self.extensions))\r\n"
        for _ in 0..<(random.oneIn(3) ? random.below(3) : 0) {
            body += "X-Trailer\(random.below(9)):\(random.pick(Self.blanks))\(random.pick(Self.values))\r\n"
        }
        return body + "\r\n"
    }
}
