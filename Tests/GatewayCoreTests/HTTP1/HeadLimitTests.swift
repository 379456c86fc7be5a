import GatewayCore
import NIOCore
import Testing

/// Each limit of a head at its value and one past it (security.md section 2).
@Suite(.timeLimit(.minutes(15))) struct HeadLimitTests {
    static func text(_ count: Int) -> String { String(repeating: "a", count: count) }

    static func accept(_ text: String, limits: MessageLimits = MessageLimits()) -> RequestTranscript.Request? {
        let transcript = Cuts.read(Latin1.bytes(text)) { RequestTranscript.read($0, limits: limits) }
        #expect(transcript.failure == nil)
        #expect(transcript.requests.count == 1)
        return transcript.requests.first
    }

    @Test func aMethodHasAtMost24Bytes() {
        let method = String(repeating: "M", count: 24)
        let request = Self.accept("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(request?.method == method)
        #expect(request?.knownMethod == .other)
        RefusedRequest("\(method)M / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod).check()
        RefusedRequest("\(method)M", .invalidMethod).check()
    }

    @Test func aTargetHasAtMost8192Bytes() {
        let path = "/" + Self.text(8_191)
        #expect(Self.accept("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")?.target == path)
        #expect(Self.accept("GET /?\(Self.text(8_190)) HTTP/1.1\r\nHost: a\r\n\r\n")?.query.count == 8_190)
        RefusedRequest("GET \(path)a HTTP/1.1\r\nHost: a\r\n\r\n", .targetTooLong).check()
        RefusedRequest("GET \(path)a", .targetTooLong).check()
        // What is wrong in it does not matter any more, and neither does the end of the line.
        RefusedRequest("GET \u{01}\(path) HTTP/1.1\r\nHost: a\r\n\r\n", .targetTooLong).check()
        RefusedRequest("GET \(path)\r\n", .targetTooLong).check()
    }

    @Test func aFieldLineHasAtMost16384Bytes() {
        let value = Self.text(16_384 - 3)
        let request = Self.accept("GET / HTTP/1.1\r\nHost: a\r\nX: \(value)\r\n\r\n")
        #expect(request?.fields.last?.value.utf8.count == value.utf8.count)
        RefusedRequest.lines("X: a\(value)", .fieldTooLong).check()
        RefusedRequest.lines("X: \u{01}\(value)", .fieldTooLong).check()
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\nX: \(value)aaa", .fieldTooLong).check()
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\(value)aaaaaa", .fieldTooLong).check()
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n \(value)aaaaa", .fieldTooLong).check()
    }

    /// A head of exactly so many bytes.
    static func head(_ count: Int) -> String {
        let start = "GET / HTTP/1.1\r\nHost: a\r\nX: \(Self.text(10_000))\r\nY: \(Self.text(10_000))\r\nZ: "
        return start + Self.text(count - start.utf8.count - 4) + "\r\n\r\n"
    }

    @Test func aHeadHasAtMost32768Bytes() {
        #expect(Self.accept(Self.head(32_768))?.byteCount == 32_768)
        // A skipped empty line does not count.
        #expect(Self.accept("\r\n" + Self.head(32_768))?.byteCount == 32_768)
        RefusedRequest(Self.head(32_769), .headTooLarge).check()
        RefusedRequest(Self.head(32_770), .headTooLarge).check()
        RefusedRequest(Latin1.bytes(Self.head(32_780)).dropLast(12) + [], .headTooLarge).check()
    }

    @Test func aHeadHasAtMost100Fields() {
        let fields = (1..<100).map { "X\($0): a\r\n" }.joined()
        #expect(Self.accept("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")?.fields.count == 100)
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\(fields)Y: a\r\n\r\n", .tooManyFields).check()
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\(fields)Y", .tooManyFields).check()
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\(fields) Y", .tooManyFields).check()
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\n", .bareLineFeed).check()
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\ra\n", .bareCarriageReturn).check()
    }

    @Test func smallerLimitsHoldToo() {
        let limits = MessageLimits(headBytes: 64, headerCount: 2, fieldBytes: 20, targetBytes: 10)
        #expect(Self.accept("GET /123456789 HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits) != nil)
        RefusedRequest("GET /1234567890 HTTP/1.1\r\nHost: a\r\n\r\n", .targetTooLong).check(limits: limits)
        let exact = "GET / HTTP/1.1\r\nHost: a\r\nX: 12345678901234567\r\n\r\n"
        #expect(Self.accept(exact, limits: limits) != nil)
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\nX: 123456789012345678\r\n\r\n", .fieldTooLong).check(
            limits: limits
        )
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nY: 2\r\n\r\n", .tooManyFields).check(limits: limits)
        let line = MessageLimits(headBytes: 20, headerCount: 2, fieldBytes: 20, targetBytes: 100)
        RefusedRequest("GET /12345678 HTTP/1.1\r\nHost: a\r\n\r\n", .headTooLarge).check(limits: line)
        RefusedRequest("GET /123456 HTTP/1.1\r\nHost: a\r\n\r\n", .headTooLarge).check(limits: line)
        RefusedRequest("GET /12345678901234567890", .headTooLarge).check(limits: line)
    }

    /// Offsets have 16 bits, whatever the configuration says.
    @Test func aLimitOverSixteenBitsIsBounded() {
        let limits = MessageLimits(headBytes: 1_000_000, headerCount: 1_000, fieldBytes: 100_000, targetBytes: 100_000)
        let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
        let value = Self.text(65_535 - start.utf8.count - 4)
        let request = Self.accept("\(start)\(value)\r\n\r\n", limits: limits)
        #expect(request?.fields.last?.value.utf8.count == value.utf8.count)
        RefusedRequest("\(start)\(value)a\r\n\r\n", .headTooLarge).check(limits: limits)
    }

    @Test func aDrippedHeadOfFullSizeIsRead() {
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer()
        let bytes = Latin1.bytes(Self.head(32_768))
        var waited = 0
        for byte in bytes {
            input.writeInteger(byte)
            guard decoder.decodeHead(&input) == .needMore else { break }
            waited += 1
        }
        #expect(waited == bytes.count - 1)
        let count = decoder.head.byteCount
        #expect(count == bytes.count && input.readableBytes == 0)
    }
}
