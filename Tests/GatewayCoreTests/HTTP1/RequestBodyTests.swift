import GatewayCore
import NIOCore
import Testing

/// Bodies of requests: limits, chunks, trailers (security.md section 2).
@Suite(.timeLimit(.minutes(15))) struct RequestBodyTests {
    static let chunkedHead = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    static func read(
        _ body: String,
        bodyLimit: Int = 1_048_576,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> RequestTranscript {
        Cuts.read(Latin1.bytes(Self.chunkedHead + body), sourceLocation: sourceLocation) {
            RequestTranscript.read($0, bodyLimit: bodyLimit)
        }
    }

    static let accepted: [(String, String)] = [
        ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("1\r\na\r\n2\r\nbc\r\n000\r\n\r\n", "abc"),
        ("0000000000000005\r\nhello\r\n0000000000000000\r\n\r\n", "hello"),
        ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789"), ("A\r\n\r\n\r\n\r\n\r\n56\r\n0\r\n\r\n", "\r\n\r\n\r\n\r\n56"),
        // Extensions that are well formed are discarded.
        ("5;a\r\nhello\r\n0;b=c\r\n\r\n", "hello"), ("5;a=b;c=\"d;\\\"e\";f\r\nhello\r\n0\r\n\r\n", "hello"),
        ("5;a=\"\"\r\nhello\r\n0\r\n\r\n", "hello"), ("5;a=\"\\\\\";b=\"\t\u{80}\"\r\nhello\r\n0\r\n\r\n", "hello"),
        // Trailers too.
        ("1\r\na\r\n0\r\nX-Checksum: 1\r\nY:\r\n\r\n", "a"), ("0\r\nExpires: never\r\n\r\n", ""),
    ]

    @Test(arguments: Self.accepted)
    func wellFormedChunksAreRead(body: String, data: String) {
        let transcript = Self.read(body + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(transcript.failure == nil)
        #expect(transcript.requests.first.map { Latin1.text($0.body) } == data)
        #expect(transcript.requests.map(\.target) == ["/", "/next"])
    }

    static let refused: [RefusedRequest] = [
        // Sizes.
        .chunks("\r\n", .invalidChunkSize), .chunks("g\r\n", .invalidChunkSize), .chunks("+5\r\n", .invalidChunkSize),
        .chunks("-5\r\n", .invalidChunkSize), .chunks("0x5\r\n", .invalidChunkSize),
        .chunks("5_0\r\n", .invalidChunkSize), .chunks(" 5\r\n", .invalidChunkSize),
        .chunks("5 \r\n", .invalidChunkSize), .chunks("5\t\r\n", .invalidChunkSize),
        .chunks("5 ;a\r\n", .invalidChunkSize), .chunks("00000000000000005\r\n", .invalidChunkSize),
        .chunks("20000000000001\r\n", .invalidChunkSize), .chunks("ffffffffffffffff\r\n", .invalidChunkSize),
        .chunks("8000000000000000\r\n", .invalidChunkSize), .chunks(";a\r\n", .invalidChunkSize),
        .chunks("1\r\na\r\n\r\n", .invalidChunkSize), .chunks("\u{B2}\r\n", .invalidChunkSize),
        .chunks("\0", .invalidChunkSize), .chunks("5,5\r\n", .invalidChunkSize), .chunks("1.0\r\n", .invalidChunkSize),
        // Line ends.
        .chunks("5\nhello", .bareLineFeed), .chunks("5\rhello", .bareCarriageReturn),
        .chunks("5\r\r\nhello", .bareCarriageReturn), .chunks("5;a\nhello", .bareLineFeed),
        .chunks("5;a=b\nhello", .bareLineFeed), .chunks("5;a=\"b\nhello", .bareLineFeed),
        .chunks("5;a\rhello", .bareCarriageReturn),
        .chunks("5\r\nhello0\r\n\r\n", .missingChunkEnd), .chunks("5\r\nhello\n0\r\n\r\n", .missingChunkEnd),
        .chunks("5\r\nhello\r0\r\n\r\n", .missingChunkEnd), .chunks("4\r\nhello\r\n", .missingChunkEnd),
        .chunks("6\r\nhello\r\n", .missingChunkEnd), .chunks("5\r\nhello\r\r\n", .missingChunkEnd),
        // Extensions.
        .chunks("5;\r\n", .invalidChunkExtension), .chunks("5;;\r\n", .invalidChunkExtension),
        .chunks("5; a\r\n", .invalidChunkExtension), .chunks("5;a \r\n", .invalidChunkExtension),
        .chunks("5;a=\r\n", .invalidChunkExtension), .chunks("5;=b\r\n", .invalidChunkExtension),
        .chunks("5;a=b=c\r\n", .invalidChunkExtension), .chunks("5;a= b\r\n", .invalidChunkExtension),
        .chunks("5;a=\"b\r\nhello", .invalidChunkExtension), .chunks("5;a=\"b\"c\r\n", .invalidChunkExtension),
        .chunks("5;a=\"b\\\r\n", .invalidChunkExtension), .chunks("5;a=\"\0\"\r\n", .invalidChunkExtension),
        .chunks("5;a(\r\n", .invalidChunkExtension), .chunks("5;a;\r\n", .invalidChunkExtension),
        .chunks("5;\u{E4}\r\n", .invalidChunkExtension),
        // Trailers.
        .chunks("0\r\nX: a\n\r\n", .bareLineFeed), .chunks("0\r\n\n", .bareLineFeed),
        .chunks("0\r\n\ra\n", .bareCarriageReturn), .chunks("0\r\n X: a\r\n\r\n", .foldedField),
        .chunks("0\r\nX : a\r\n\r\n", .spaceBeforeColon), .chunks("0\r\nX\r\n\r\n", .missingColon),
        .chunks("0\r\nX_Y: a\r\n\r\n", .underscoreInFieldName), .chunks("0\r\nX: \u{01}\r\n\r\n", .invalidFieldValue),
        .chunks("0\r\nGET / HTTP/1.1\r\n\r\n", .spaceBeforeColon),
    ]

    @Test(arguments: Self.refused)
    func wrongChunksAreRefused(row: RefusedRequest) { row.check() }

    static let refusedTrailers = [
        "Host", "Content-Length", "transfer-encoding", "AUTHORIZATION", "cookie", "Connection", "X-Forwarded-For",
        "X-Forwarded-Proto", "x-forwarded-",
    ]

    @Test(arguments: Self.refusedTrailers)
    func someTrailersAreRefused(name: String) {
        RefusedRequest.chunks("0\r\n\(name): a\r\n\r\n", .refusedTrailer).check()
        RefusedRequest.chunks("0\r\nX: a\r\n\(name):\r\n\r\n", .refusedTrailer).check()
    }

    @Test func aChunkSizeIsAtMost2To53() {
        let head = Latin1.bytes(Self.chunkedHead)
        let largest = RequestTranscript.read(
            [head[...], Latin1.bytes("20000000000000\r\nabc")[...]],
            bodyLimit: Int.max
        )
        #expect(largest.failure == nil)
        #expect(largest.requests.first.map { Latin1.text($0.body) } == "abc")
        let larger = RequestTranscript.read([head[...], Latin1.bytes("20000000000001")[...]], bodyLimit: Int.max)
        #expect(larger.failure?.code == .invalidChunkSize)
    }

    @Test func anExtensionHasAtMost256Bytes() {
        let name = String(repeating: "n", count: 255)
        #expect(Self.read("0;\(name)\r\n\r\n").failure == nil)
        RefusedRequest.chunks("0;\(name)n\r\n\r\n", .invalidChunkExtension).check()
        let value = String(repeating: "v", count: 250)
        #expect(Self.read("0;a=\"\(value)\"\r\n\r\n").failure == nil)
        #expect(Self.read("0;a;b=\"\(value)\"\r\n\r\n").failure?.code == .invalidChunkExtension)
    }

    @Test func allExtensionsHaveAtMost16384Bytes() {
        let line = "1;\(String(repeating: "n", count: 255))\r\na\r\n"
        let full = String(repeating: line, count: 64)
        #expect(Self.read(full + "0\r\n\r\n").failure == nil)
        RefusedRequest.chunks(full + "0;", .chunkExtensionsTooLong).check()
    }

    @Test func framingIsAtMost64KiBAndFourTimesTheData() {
        // Each chunk of one byte has five of framing, one more than it earns; the last chunk has three.
        let most = String(repeating: "1\r\na\r\n", count: 65_536 - 3)
        let accepted = RequestTranscript.read([Latin1.bytes(Self.chunkedHead + most + "0\r\n\r\n")[...]])
        #expect(accepted.failure == nil)
        #expect(accepted.requests.first?.isComplete == true)
        #expect(accepted.requests.first?.body.count == 65_533)
        let refused = Latin1.bytes(Self.chunkedHead + most + "1\r\na\r\n0\r\n\r\n")
        let whole = RequestTranscript.read([refused[...]])
        #expect(whole.failure?.code == .chunkFramingTooLarge)
        #expect(whole.requests.first?.body.count == 65_534)
        #expect(RequestTranscript.read(refused.indices.map { refused[$0...$0] }) == whole)
        // Leading zeros are framing too.
        let zeros = "0000000000000001\r\na\r\n"
        let padded = RequestTranscript.read([
            Latin1.bytes(Self.chunkedHead + String(repeating: zeros, count: 5_000))[...]
        ])
        #expect(padded.failure?.code == .chunkFramingTooLarge)
    }

    @Test func trailersAreHeldToTheLimitsOfAHead() {
        let fields = (0..<100).map { "X\($0): a\r\n" }.joined()
        #expect(Self.read("0\r\n\(fields)\r\n").failure == nil)
        RefusedRequest.chunks("0\r\n\(fields)Y: a\r\n\r\n", .trailersTooLarge).check()
        let value = String(repeating: "a", count: 16_384 - 3)
        #expect(Self.read("0\r\nX: \(value)\r\n\r\n").failure == nil)
        RefusedRequest.chunks("0\r\nX: a\(value)\r\n\r\n", .trailersTooLarge).check()
        // 2 lines of 16 381 bytes and the empty one: 32 768.
        let line = "X: \(String(repeating: "a", count: 16_378))\r\n"
        #expect(Self.read("0\r\n\(line)\(line)\r\n").failure == nil)
        RefusedRequest.chunks("0\r\n\(line)Y\(line)\r\n", .trailersTooLarge).check()
    }

    @Test func aBodyOverTheLimitIsRefusedUnread() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
        let exact = Cuts.read(Latin1.bytes(head + "10\r\n\r\n0123456789")) { RequestTranscript.read($0, bodyLimit: 10) }
        #expect(exact.failure == nil)
        #expect(exact.requests.first?.body.count == 10)
        let over = Cuts.read(Latin1.bytes(head + "11\r\n\r\n01234567890")) { RequestTranscript.read($0, bodyLimit: 10) }
        #expect(over.failure?.code == .bodyTooLarge)
        #expect(over.requests.first?.body.isEmpty == true)
    }

    @Test func aChunkedBodyIsRefusedWhenItPassesTheLimit() {
        #expect(Self.read("5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n", bodyLimit: 10).failure == nil)
        let over = Self.read("5\r\n01234\r\n6\r\n567890\r\n0\r\n\r\n", bodyLimit: 10)
        #expect(over.failure?.code == .bodyTooLarge)
        #expect(over.requests.first?.body.count == 5)
        #expect(Self.read("b\r\n", bodyLimit: 10).failure?.code == .bodyTooLarge)
        #expect(Self.read("20000000000000\r\n", bodyLimit: 10).failure?.code == .bodyTooLarge)
        #expect(Self.read("0\r\n\r\n", bodyLimit: 0).failure == nil)
        #expect(Self.read("1\r\na", bodyLimit: 0).failure?.code == .bodyTooLarge)
    }

    @Test func smallChunksThatLieTogetherComeAsOnePart() {
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer(string: Self.chunkedHead + String(repeating: "2\r\nab\r\n", count: 500) + "0\r\n\r\n")
        let head = decoder.decodeHead(&input)
        #expect(head == .complete)
        let data = decoder.decodeBody(&input)
        #expect(data == .data(ByteBuffer(string: String(repeating: "ab", count: 500))))
        let end = decoder.decodeBody(&input)
        #expect(end == .end)
    }

    @Test func largeChunksAreSlicesOfTheInput() {
        var decoder = RequestDecoder(limits: MessageLimits())
        let data = String(repeating: "a", count: 4_096)
        var input = ByteBuffer(string: Self.chunkedHead + "1000\r\n\(data)\r\n0\r\n\r\n")
        _ = decoder.decodeHead(&input)
        let storage = input.withVeryUnsafeBytes { $0.baseAddress }
        guard case .data(let part) = decoder.decodeBody(&input) else {
            Issue.record("no data")
            return
        }
        #expect(part.readableBytes == 4_096)
        let address = part.withUnsafeReadableBytes { $0.baseAddress }
        let offset = address.flatMap { address in storage.map { address - $0 } }
        #expect(offset == Self.chunkedHead.utf8.count + 6)
    }

    @Test func theNextHeadIsNotReadBeforeTheEndOfABody() async {
        await #expect(processExitsWith: .failure) {
            var decoder = RequestDecoder(limits: MessageLimits())
            var input = ByteBuffer(string: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
            _ = decoder.decodeHead(&input)
            _ = decoder.decodeBody(&input)
            _ = decoder.decodeHead(&input)
        }
    }
}
