import GatewayCore
import NIOCore
import Testing

/// Responses of upstreams (security.md section 2).
@Suite(.timeLimit(.minutes(15))) struct ResponseDecoderTests {
    static func read(
        _ text: String,
        to method: Method = .get,
        closes: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> ResponseTranscript {
        Cuts.read(Latin1.bytes(text), sourceLocation: sourceLocation) {
            ResponseTranscript.read($0, to: method, closes: closes)
        }
    }

    @Test func aTypicalResponseIsRead() throws {
        let text = "HTTP/1.1 200 OK \u{E4}\r\nServer: x\r\nContent-Length: 5\r\nX_Y: z\r\n\r\nhello"
        let transcript = Self.read(text + "left")
        let response = try #require(transcript.response)
        #expect(response.status == 200 && response.reason == "OK \u{E4}" && response.minorVersion == 1)
        #expect(response.fields == [.init("Server", "x"), .init("Content-Length", "5"), .init("X_Y", "z")])
        #expect(response.byteCount == text.unicodeScalars.count - 5)
        #expect(response.framing == .length(5) && response.body == Latin1.bytes("hello"))
        #expect(transcript.isComplete && transcript.isReusable && transcript.unread == 4)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var text: String
        var code: FramingError.Code
        init(_ text: String, _ code: FramingError.Code) { (self.text, self.code) = (text, code) }
        static func lines(_ lines: String, _ code: FramingError.Code) -> Row {
            Row("HTTP/1.1 200 OK\r\n\(lines)\r\n\r\n", code)
        }
        var testDescription: String { "\(self.code) \(String(self.text.prefix(100)).debugDescription)" }
    }

    static let lines: [Row] = [
        Row("HTTP/1.1 200 OK\nX: a\r\n\r\n", .bareLineFeed), Row("\r\nHTTP/1.1 200 OK\r\n\r\n", .malformedStatusLine),
        Row("HTTP/1.1 200 O\rK\r\n\r\n", .bareCarriageReturn), Row("HTTP/1.1 200 O\0K\r\n\r\n", .malformedStatusLine),
        Row("HTTP/1.1 200 O\u{7F}K\r\n\r\n", .malformedStatusLine), Row("HTTP/1.1  200 OK\r\n", .malformedStatusLine),
        Row("HTTP/1.1\t200 OK\r\n", .malformedStatusLine), Row("HTTP/1.1 20 OK\r\n", .malformedStatusLine),
        Row("HTTP/1.1 2000 OK\r\n", .malformedStatusLine), Row("HTTP/1.1 2x0 OK\r\n", .malformedStatusLine),
        Row("HTTP/1.1 +20 OK\r\n", .malformedStatusLine), Row("HTTP/1.1 200\tOK\r\n", .malformedStatusLine),
        Row("HTTP/1.1 200OK\r\n", .malformedStatusLine), Row("HTTP/1.1\r\n", .malformedStatusLine),
        Row("HTTP/2.0 200 OK\r\n", .malformedStatusLine), Row("HTTP/1.2 200 OK\r\n", .malformedStatusLine),
        Row("http/1.1 200 OK\r\n", .malformedStatusLine), Row("ICY 200 OK\r\n", .malformedStatusLine),
        Row(" HTTP/1.1 200 OK\r\n", .malformedStatusLine), Row("\r\n", .malformedStatusLine),
        Row("{\"a\": 1}\r\n", .malformedStatusLine), Row("\n", .bareLineFeed),
        Row("HTTP/1.1 099 X\r\n", .invalidStatus), Row("HTTP/1.1 600 X\r\n", .invalidStatus),
        Row("HTTP/1.1 000 X\r\n", .invalidStatus), Row("HTTP/1.1 999 X\r\n", .invalidStatus),
        Row("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", .unexpectedUpgrade),
    ]

    static let fields: [Row] = [
        .lines("X: a\nY: b", .bareLineFeed), .lines("X: a\rY: b", .bareCarriageReturn),
        .lines("X: a\0", .invalidFieldValue), .lines("X: \u{1B}[0m", .invalidFieldValue),
        .lines("X: \u{7F}", .invalidFieldValue), .lines("X: a\r\n b", .foldedField), .lines(" X: a", .foldedField),
        .lines("X : a", .spaceBeforeColon), .lines("X", .missingColon), .lines(": a", .invalidFieldName),
        .lines("X Y: a", .spaceBeforeColon), .lines("\u{E4}: a", .invalidFieldName),
        .lines("Content-Length: 5\r\nContent-Length: 5", .duplicateContentLength),
        .lines("Content-Length: 5\r\nTransfer-Encoding: chunked", .lengthWithTransferEncoding),
        .lines("Transfer-Encoding: chunked\r\nContent-Length: 5", .lengthWithTransferEncoding),
        .lines("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .duplicateTransferEncoding),
        .lines("Transfer-Encoding: gzip, chunked", .unsupportedTransferEncoding),
        .lines("Transfer-Encoding: identity", .invalidTransferEncoding),
        .lines("Content-Length: 05", .invalidContentLength), .lines("Content-Length:", .invalidContentLength),
        .lines("Content-Length: 5, 5", .invalidContentLength),
        .lines("Content-Length: 1234567890123456789", .invalidContentLength),
        .lines("Connection: " + Array(repeating: "a", count: 101).joined(separator: ","), .invalidConnection),
        Row("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .transferEncodingInVersion10),
    ]

    static let bodies: [Row] = [
        .lines("Transfer-Encoding: chunked\r\n\r\n5\nhello", .bareLineFeed),
        .lines("Transfer-Encoding: chunked\r\n\r\nx", .invalidChunkSize),
        .lines("Transfer-Encoding: chunked\r\n\r\n1\r\nab", .missingChunkEnd),
        .lines("Transfer-Encoding: chunked\r\n\r\n1; a\r\na\r\n", .invalidChunkExtension),
        .lines("Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 1\r\n", .refusedTrailer),
        .lines("Transfer-Encoding: chunked\r\n\r\n0\r\nX : 1\r\n", .spaceBeforeColon),
        .lines("Transfer-Encoding: chunked\r\n\r\n0\r\nX: 1\n", .bareLineFeed),
    ]

    @Test(arguments: Self.lines + Self.fields + Self.bodies)
    func aWrongResponseIsRefused(row: Row) {
        for suffix in ["", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"] {
            let transcript = Self.read(row.text + suffix)
            #expect(transcript.failure?.code == row.code)
            #expect(!transcript.isReusable && !transcript.isComplete)
        }
    }

    @Test func aHeadIsHeldToTheLimits() {
        let value = String(repeating: "a", count: 16_000)
        let longest = String(repeating: "a", count: 16_384 - 3)
        #expect(Self.read("HTTP/1.1 204 \r\nX: \(longest)\r\n\r\n").isReusable)
        #expect(Self.read("HTTP/1.1 204 \r\nX: \(longest)a\r\n\r\n").failure?.code == .fieldTooLong)
        let two = "HTTP/1.1 204 \r\nX: \(value)\r\nY: \(value)\r\nZ: "
        let exact = two + String(repeating: "a", count: 32_768 - two.utf8.count - 4) + "\r\n\r\n"
        #expect(Self.read(exact).isReusable)
        #expect(Self.read("HTTP/1.1 204  \r\n" + exact.dropFirst(14)).failure?.code == .headTooLarge)
        let fields = String(repeating: "X: a\r\n", count: 100)
        #expect(Self.read("HTTP/1.1 204 \r\n\(fields)\r\n").isReusable)
        #expect(Self.read("HTTP/1.1 204 \r\n\(fields)Y: a\r\n\r\n").failure?.code == .tooManyFields)
        let reason = String(repeating: "a", count: 16_384 - 13)
        #expect(Self.read("HTTP/1.1 204 \(reason)\r\n\r\n").isReusable)
        #expect(Self.read("HTTP/1.1 204 \(reason)a\r\n\r\n").failure?.code == .headTooLarge)
    }

    @Test func atMost8InterimResponsesAreRead() {
        let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        let final = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        let most = Self.read(String(repeating: interim, count: 4) + final)
        #expect(most.interim == [100, 103, 100, 103, 100, 103, 100, 103])
        #expect(most.response?.status == 200 && most.isReusable)
        let more = Self.read(String(repeating: interim, count: 4) + "HTTP/1.1 100 \r\n\r\n" + final)
        #expect(more.failure?.code == .tooManyInterimResponses)
        // The next request begins to count anew.
        var decoder = ResponseDecoder(limits: MessageLimits())
        for _ in 0..<3 {
            decoder.reset(requestMethod: .get)
            var input = ByteBuffer(string: String(repeating: interim, count: 4) + final)
            for _ in 0..<8 { _ = decoder.decodeHead(&input) }
            let step = decoder.decodeHead(&input)
            #expect(step == .complete)
        }
    }

    /// 204 has no body to speak of, whatever the method (RFC 9110 section 8.6).
    @Test func aHeadRequestAnswered204SaysNothingOfABody() {
        for (status, speaks) in [(200, true), (204, false), (304, true)] {
            var decoder = ResponseDecoder(limits: MessageLimits())
            decoder.reset(requestMethod: .head)
            var input = ByteBuffer(string: "HTTP/1.1 \(status) x\r\nContent-Length: 5\r\n\r\n")
            let step = decoder.decodeHead(&input)
            let isKept = decoder.head.describesAbsentBody
            #expect(step == .complete && isKept == speaks)
        }
    }

    struct Framing: Sendable, CustomTestStringConvertible {
        var method: Method
        var text: String
        var framing: BodyFraming
        var isReusable: Bool
        init(_ method: Method, _ text: String, _ framing: BodyFraming, _ isReusable: Bool) {
            (self.method, self.text, self.framing, self.isReusable) = (method, text, framing, isReusable)
        }
        var testDescription: String { "\(self.method) \(self.text.debugDescription)" }
    }

    static let framing: [Framing] = [
        Framing(.get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", .length(0), true),
        Framing(.get, "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", .length(0), true),
        Framing(.get, "HTTP/1.1 599 \r\nContent-Length: 2\r\n\r\nok", .length(2), true),
        Framing(
            .get,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2;a\r\nok\r\n0\r\nX_Y: z\r\n\r\n",
            .chunked,
            true
        ),
        Framing(.get, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", .length(2), false),
        Framing(.get, "HTTP/1.1 200 OK\r\nConnection: a b, close\r\nContent-Length: 2\r\n\r\nok", .length(2), false),
        Framing(.get, "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", .length(2), false),
        Framing(.get, "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", .length(2), true),
        Framing(.get, "HTTP/1.1 200 OK\r\nConnection: Host\r\nContent-Length: 2\r\n\r\nok", .length(2), true),
        // Without a body.
        Framing(.head, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", .none, true),
        Framing(.head, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .none, true),
        Framing(.head, "HTTP/1.1 200 OK\r\n\r\n", .none, true),
        Framing(.get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", .none, true),
        Framing(.get, "HTTP/1.1 204 No Content\r\n\r\n", .none, true),
        Framing(.get, "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", .none, true),
        // Without a body, but with fields that may make the next program see one.
        Framing(.get, "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", .none, false),
        Framing(.get, "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", .none, false),
        Framing(.get, "HTTP/1.1 103 \r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 \r\n\r\n", .none, false),
        Framing(.get, "HTTP/1.0 100 \r\n\r\nHTTP/1.1 204 \r\n\r\n", .none, false),
        Framing(.get, "HTTP/1.1 103 \r\nConnection: close\r\n\r\nHTTP/1.1 204 \r\n\r\n", .none, false),
    ]

    @Test(arguments: Self.framing)
    func theEndOfABodyIsFound(row: Framing) {
        let transcript = Self.read(row.text, to: row.method)
        #expect(transcript.failure == nil)
        #expect(transcript.isComplete && transcript.unread == 0)
        #expect(transcript.response?.framing == row.framing)
        #expect(transcript.isReusable == row.isReusable)
    }

    @Test func aBodyWithoutFramingEndsWithTheConnection() {
        for version in ["1.0", "1.1"] {
            let text = "HTTP/\(version) 200 OK\r\nConnection: keep-alive\r\n\r\nhello"
            let open = Self.read(text)
            #expect(open.response?.framing == .untilClose && !open.isComplete && !open.isReusable)
            let closed = Self.read(text, closes: true)
            #expect(closed.isComplete && !closed.isReusable)
            #expect(closed.response?.body == Latin1.bytes("hello"))
        }
        #expect(Self.read("HTTP/1.1 200 OK\r\n\r\n", closes: true).isComplete)
    }

    static let truncated = [
        "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "HTTP/1.1 100 \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
    ]

    @Test(arguments: Self.truncated)
    func aBodyThatIsCutIsNotComplete(text: String) {
        let transcript = Self.read(text, closes: true)
        #expect(!transcript.isComplete && !transcript.isReusable && transcript.failure == nil)
    }

    @Test func aConnectionIsUsedForManyResponses() {
        var decoder = ResponseDecoder(limits: MessageLimits())
        for length in [3, 0, 5] {
            decoder.reset(requestMethod: .get)
            let isReusable = decoder.isReusable
            #expect(!isReusable)
            var input = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n")
            let head = decoder.decodeHead(&input)
            #expect(head == .complete)
            let body = ByteBuffer(string: String(repeating: "a", count: length))
            input = body
            if length > 0 {
                let isReusableEarly = decoder.isReusable
                #expect(!isReusableEarly)
                let data = decoder.decodeBody(&input)
                #expect(data == .data(body))
            }
            let end = decoder.decodeBody(&input)
            #expect(end == .end)
            let isReusableNow = decoder.isReusable
            let count = decoder.bodyBytesRead
            #expect(isReusableNow && count == length)
        }
    }

    @Test func aLongBodyHasNoLimitOfItsOwn() {
        let transcript = ResponseTranscript.read([
            Latin1.bytes("HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n")[...], [1, 2, 3],
        ])
        #expect(transcript.response?.body == [1, 2, 3] && transcript.failure == nil)
    }
}
