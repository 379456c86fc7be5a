import Testing

/// An answer of an upstream that is no HTTP, or is not plain.
struct BadAnswer: Sendable, CustomTestStringConvertible {
    let name: String
    /// Latin-1: one character is one byte.
    let text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    /// A 200 with odd field lines and a body of two bytes.
    static func fields(_ name: String, _ lines: String) -> Self {
        Self(name, "HTTP/1.1 200 OK\r\n\(lines)\r\n\r\nok")
    }

    var bytes: [UInt8] { self.text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    var testDescription: String { self.name }

    /// Heads that are refused: nothing of them may reach the client.
    static let heads = [
        Self("garbage", "\u{0}\u{1}\u{2}\u{3}garbage\r\n\r\n"), Self("another protocol", "SSH-2.0-OpenSSH_9.2\r\n"),
        Self("HTTP/0.9", "<html>hello</html>\r\n\r\n"),
        Self("HTTP/2.0", "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        Self("no status", "HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\nok"),
        Self("status of two digits", "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nok"),
        Self("status of four digits", "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nok"),
        Self("status 000", "HTTP/1.1 000 Zero\r\nContent-Length: 2\r\n\r\nok"),
        Self("status 099", "HTTP/1.1 099 Low\r\nContent-Length: 2\r\n\r\nok"),
        Self("status 600", "HTTP/1.1 600 High\r\nContent-Length: 2\r\n\r\nok"),
        Self("status 101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
        Self("LF only", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
        Self("LF after a field", "HTTP/1.1 200 OK\r\nContent-Length: 2\nX-A: 1\r\n\r\nok"),
        Self("CR within the status line", "HTTP/1.1 200 O\rK\r\nContent-Length: 2\r\n\r\nok"),
        .fields("both framings", "Content-Length: 2\r\nTransfer-Encoding: chunked"),
        .fields("Content-Length twice", "Content-Length: 2\r\nContent-Length: 3"),
        .fields("Content-Length twice and equal", "Content-Length: 2\r\nContent-Length: 2"),
        .fields("Content-Length as a list", "Content-Length: 2, 2"),
        .fields("negative Content-Length", "Content-Length: -2"),
        .fields("empty Content-Length", "Content-Length:"),
        .fields("Transfer-Encoding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        .fields("Transfer-Encoding of something else", "Transfer-Encoding: gzip"),
        .fields("chunked is not last", "Transfer-Encoding: chunked, gzip"),
        .fields("folded field", "X-A: 1\r\n 2\r\nContent-Length: 2"),
        .fields("space before the colon", "X-A : 1\r\nContent-Length: 2"),
        .fields("no colon", "X-A\r\nContent-Length: 2"),
        .fields("empty name", ": 1\r\nContent-Length: 2"), .fields("NUL in a value", "X-A: 1\0\r\nContent-Length: 2"),
        .fields("control character in a value", "X-A: \u{1B}[0m\r\nContent-Length: 2"),
        .fields("CR in a value", "X-A: 1\r2\r\nContent-Length: 2"),
        .fields("101 fields", (0..<101).map { "X-\($0): 1" }.joined(separator: "\r\n")),
        .fields(
            "head over 32 KiB",
            (0..<4).map { "X-\($0): \(String(repeating: "v", count: 9_000))" }.joined(separator: "\r\n")
        ),
        Self("9 interim answers", String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 9)),
    ]

    /// Bodies that go wrong after a head that is right.
    static let bodies = [
        Self("size of no number", "5\r\nhello\r\nxyz\r\n"),
        Self("size with a sign", "5\r\nhello\r\n+5\r\nhello\r\n0\r\n\r\n"),
        Self("data longer than its size", "5\r\nhello!\r\n0\r\n\r\n"),
        Self("LF after the data", "5\r\nhello\n0\r\n\r\n"),
        Self("size that overflows", "5\r\nhello\r\nFFFFFFFFFFFFFFFF\r\nx"),
        Self("trailer with Content-Length", "5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n"),
        Self("trailer that is folded", "5\r\nhello\r\n0\r\nX-A: 1\r\n 2\r\n\r\n"),
    ]
}
