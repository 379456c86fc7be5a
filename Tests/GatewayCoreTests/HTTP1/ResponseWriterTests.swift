import GatewayCore
import NIOCore
import Testing

/// Responses as they go to the client, and chunks (security.md section 2).
@Suite struct ResponseWriterTests {
    /// Reads a response and writes it anew; with `framing` nil as it was read.
    static func write(
        _ text: String,
        to method: Method = .get,
        framing: BodyFraming? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> String {
        var decoder = ResponseDecoder(limits: MessageLimits())
        decoder.reset(requestMethod: method)
        var input = ByteBuffer(bytes: Latin1.bytes(text))
        let step = decoder.decodeHead(&input)
        #expect(step == .complete, sourceLocation: sourceLocation)
        if step != .complete { return "" }
        var output = ByteBuffer()
        ResponseWriter.write(decoder.head, framing: framing ?? decoder.head.framing, into: &output)
        return Latin1.text(output.readableBytesView)
    }

    @Test func aResponseIsWrittenAnew() {
        let text = """
            HTTP/1.0 200 All  right \u{E4}\r
            Server: x\r
            Date:  y \r
            Connection: keep-alive, X-Hop\r
            Content-Length: 5\r
            x-hop: 1\r
            Set-Cookie: a=b\r
            Set-Cookie: c=d\r
            \r\n
            """
        let expected = """
            HTTP/1.1 200 All  right \u{E4}\r
            Server: x\r
            Date: y\r
            Set-Cookie: a=b\r
            Set-Cookie: c=d\r
            Content-Length: 5\r\n
            """
        #expect(Self.write(text) == expected)
    }

    static let dropped = [
        "Connection: close", "Keep-Alive: timeout=5", "Proxy-Connection: close", "Proxy-Authenticate: Basic",
        "Proxy-Authorization: x", "TE: trailers", "Trailer: X", "Upgrade: h2c", "HTTP2-Settings: x", "X-Request-Id: 1",
    ]

    @Test(arguments: Self.dropped)
    func someFieldsNeverReachAClient(line: String) {
        let written = Self.write("HTTP/1.1 200 OK\r\nA: 1\r\n\(line)\r\nB: 2\r\nContent-Length: 0\r\n\r\n")
        #expect(written == "HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nContent-Length: 0\r\n")
    }

    @Test func theReasonMayBeEmpty() {
        #expect(Self.write("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n") == "HTTP/1.1 200 \r\nContent-Length: 0\r\n")
        #expect(Self.write("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n") == "HTTP/1.1 200 \r\nContent-Length: 0\r\n")
    }

    struct Row: Sendable {
        var method = Method.get
        var status = 200
        var lines: String
        var framing: BodyFraming?
        var expected: String
    }

    static let framing: [Row] = [
        Row(lines: "Transfer-Encoding: Chunked\r\n", expected: "Transfer-Encoding: chunked\r\n"),
        Row(lines: "Transfer-Encoding: chunked\r\n", framing: .length(7), expected: "Content-Length: 7\r\n"),
        Row(lines: "Content-Length: 7\r\n", framing: .chunked, expected: "Transfer-Encoding: chunked\r\n"),
        // To a client of HTTP/1.0 the close ends the body.
        Row(lines: "", framing: .untilClose, expected: ""),
        Row(lines: "Transfer-Encoding: chunked\r\n", framing: .untilClose, expected: ""),
        // A body that might be there, but is not, has a length.
        Row(lines: "", framing: BodyFraming.none, expected: "Content-Length: 0\r\n"),
        // Answers without a body: what Content-Length says of the one that GET would have got is kept.
        Row(method: .head, lines: "content-length:  7\r\nA: 1\r\n", expected: "content-length: 7\r\nA: 1\r\n"),
        Row(method: .head, lines: "Transfer-Encoding: chunked\r\n", expected: ""),
        Row(method: .head, lines: "", expected: ""),
        Row(status: 304, lines: "Content-Length: 7\r\n", expected: "Content-Length: 7\r\n"),
        Row(status: 304, lines: "", expected: ""),
        Row(status: 204, lines: "", expected: ""),
        Row(status: 204, lines: "Content-Length: 0\r\n", expected: ""),
        Row(status: 204, lines: "Transfer-Encoding: chunked\r\n", expected: ""),
        Row(status: 205, lines: "Content-Length: 0\r\n", expected: "Content-Length: 0\r\n"),
    ]

    @Test(arguments: Self.framing)
    func oneFieldSaysWhereTheBodyEnds(row: Row) {
        let head = "HTTP/1.1 \(row.status) X\r\n"
        let written = Self.write(head + row.lines + "\r\n", to: row.method, framing: row.framing)
        #expect(written == head + row.expected)
    }

    @Test(arguments: [(1, "1"), (9, "9"), (10, "a"), (15, "f"), (16, "10"), (255, "ff"), (65_536, "10000")])
    func aChunkIsWritten(count: Int, size: String) {
        var output = ByteBuffer()
        ChunkWriter.writeHeader(count, into: &output)
        #expect(String(buffer: output) == size + "\r\n")
    }

    @Test func theLargestChunkFits() {
        var output = ByteBuffer()
        ChunkWriter.writeHeader(Int.max, into: &output)
        #expect(String(buffer: output) == "7fffffffffffffff\r\n")
    }

    @Test func aChunkedBodyIsWritten() {
        var output = ByteBuffer()
        ChunkWriter.writeHeader(5, into: &output)
        output.writeString("hello")
        ChunkWriter.writeDataEnd(into: &output)
        ChunkWriter.writeLastChunk(into: &output)
        #expect(String(buffer: output) == "5\r\nhello\r\n0\r\n\r\n")
    }
}
