/// Makes answers to one request from the grammar, most of them right, with what is seldom seen in them.
enum ResponseGenerator {
    private static let statuses = [200, 200, 200, 201, 204, 205, 206, 301, 304, 400, 404, 500, 502, 599, 100, 600, 99]
    private static let reasons = [" OK", " ", "", " Not  Found", " \u{E4}\t!", " 200", " Fine\r\nX: y"]
    private static let names = [
        "Server", "Date", "Set-Cookie", "X_Custom", "Vary", "Location", "Trailer", "X-Request-Id", "Keep-Alive", "A",
        "Etag",
    ]
    private static let values = [
        "a", "", "a b\tc", "\u{80}\u{FF}", "\"x, y\"", "a:b", "0", "chunked", "{}[]<>", "Tue, 01 Jul 2025",
    ]
    private static let blanks = [" ", "", "  ", "\t", " \t "]
    private static let connections = ["keep-alive", "close", "a, b", "", "x y", "close, keep-alive"]

    /// Interim responses and a final one.
    static func response(_ random: inout FuzzRandom) -> [UInt8] {
        var text = ""
        if random.oneIn(5) {
            for _ in 0..<1 + random.below(9) {
                text += random.oneIn(2) ? "HTTP/1.1 100 Continue\r\n\r\n" : "HTTP/1.1 103 \r\nLink: a\r\n\r\n"
            }
        }
        let version = random.oneIn(8) ? "1.0" : "1.1"
        let reason = random.oneIn(20) ? Self.reasons[6] : Self.reasons[random.below(6)]
        text += "HTTP/\(version) \(random.pick(Self.statuses))\(reason)\r\n"
        var lines: [String] = []
        for _ in 0..<random.below(5) {
            let value = random.pick(Self.values) + (random.oneIn(4) ? random.pick(Self.blanks) : "")
            lines.append("\(random.pick(Self.names)):\(random.pick(Self.blanks))\(value)")
        }
        if random.oneIn(4) { lines.append("Connection: \(random.pick(Self.connections))") }
        var body = ""
        switch random.below(5) {
        case 0, 1:
            let count = random.oneIn(3) ? 0 : random.below(2_000)
            let blank = random.oneIn(20) ? random.pick(Self.blanks) : " "
            lines.append("Content-Length:\(blank)\(random.oneIn(20) ? count + 1 : count)")
            body = String(repeating: random.oneIn(2) ? "d" : "\n", count: count)
            if random.oneIn(30) { lines.append("Transfer-Encoding: chunked") }
            if random.oneIn(30) { lines.append("Content-Length: \(count)") }
        case 2, 3:
            lines.append("Transfer-Encoding: \(random.oneIn(4) ? "CHUNKED" : "chunked")")
            body = RequestGenerator.chunks(&random)
        default: body = random.oneIn(2) ? "until the end\r\n\r\n" : ""
        }
        if random.oneIn(2) { lines.shuffle(using: &random) }
        for line in lines { text += line + "\r\n" }
        return Latin1.bytes(text + "\r\n" + body)
    }
}
