import GatewayCore
import NIOCore
import Testing

/// Published cases of request smuggling and its kin, as far as the codec decides them (security.md section 2).
@Suite(.timeLimit(.minutes(15))) struct NamedCaseTests {
    /// What a client's bytes become for an upstream: heads written anew, bodies with their length.
    static func forward(_ text: String) -> (written: [String], transcript: RequestTranscript) {
        let transcript = Cuts.read(Latin1.bytes(text)) { RequestTranscript.read($0) }
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer(bytes: Latin1.bytes(text))
        var written: [String] = []
        reading: while decoder.decodeHead(&input) == .complete {
            var output = ByteBuffer()
            let noHost = UnsafeRawBufferPointer(start: nil, count: 0)
            RequestWriter.write(
                decoder.head,
                defaultHost: noHost,
                framing: decoder.head.framing,
                into: &output
            )
            written.append(Latin1.text(output.readableBytesView))
            while true {
                let step = decoder.decodeBody(&input)
                if case .data = step { continue }
                if step == .end { break }
                break reading
            }
            let keepsAlive = decoder.head.keepsAlive
            if !keepsAlive { break }
        }
        return (written, transcript)
    }

    /// CVE-2025-4366: the body of an answered request was left unread and taken for the next request.
    @Test func cve2025_4366_anUndrainedBodyIsNeverTheNextRequest() async {
        let smuggled = "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n"
        let text = "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: \(smuggled.utf8.count)\r\n\r\n\(smuggled)"
        let transcript = Self.forward(text).transcript
        #expect(transcript.requests.map(\.target) == ["/"])
        #expect(transcript.requests.first.map { Latin1.text($0.body) } == smuggled)
        await #expect(processExitsWith: .failure) {
            var decoder = RequestDecoder(limits: MessageLimits())
            var input = ByteBuffer(
                string: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nGET /admin HTTP/1.1\r\n"
            )
            _ = decoder.decodeHead(&input)
            _ = decoder.startBody(limit: 100)
            _ = decoder.decodeHead(&input)
        }
    }

    /// CVE-2026-2833: bytes after a request with Upgrade went to the upstream before it had answered 101.
    @Test func cve2026_2833_bytesAfterUpgradeAreTheNextRequest() {
        let upgrade = "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        let (written, transcript) = Self.forward(upgrade + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(transcript.requests.map(\.target) == ["/ws", "/next"])
        #expect(transcript.requests.allSatisfy { $0.framing == .none })
        #expect(written.first == "GET /ws HTTP/1.1\r\nHost: a\r\n")
        let junk = Self.forward(upgrade + "\u{81}\u{05}helloabcdefghijklmnopqrstuvwxyz")
        #expect(junk.transcript.failure?.code == .invalidMethod)
        let answer = Latin1.bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
        #expect(Cuts.read(answer) { ResponseTranscript.read($0) }.failure?.code == .unexpectedUpgrade)
    }

    /// CVE-2026-2835: Content-Length was read before Transfer-Encoding.
    @Test func cve2026_2835_lengthAndCodingTogetherAreRefused() {
        for lines in [
            "Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4",
            "Content-Length: 4\r\nX: y\r\ntransfer-encoding:chunked",
        ] {
            let head = "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n"
            RefusedRequest(head + "0\r\n\r\n", .lengthWithTransferEncoding).check()
            let response = Latin1.bytes("HTTP/1.1 200 OK\r\n\(lines)\r\n\r\n0\r\n\r\n")
            #expect(Cuts.read(response) { ResponseTranscript.read($0) }.failure?.code == .lengthWithTransferEncoding)
        }
        RefusedRequest.lines("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", .duplicateTransferEncoding)
            .check()
        RefusedRequest.lines("Transfer-Encoding: identity, chunked", .invalidTransferEncoding).check()
    }

    /// CVE-2026-2836: the body of an HTTP/1.0 request was taken to end with the connection.
    @Test func cve2026_2836_aVersion10BodyNeverEndsWithTheConnection() {
        let text = "POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"
        let (written, transcript) = Self.forward(text + "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n")
        // What follows is never read: the connection closes after the answer.
        #expect(transcript.requests.map(\.framing) == [.none])
        #expect(transcript.requests.map(\.keepsAlive) == [false])
        #expect(written == ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"])
    }

    /// CVE-2026-58055: Upgrade with Content-Length left a reused upstream connection out of step.
    @Test func cve2026_58055_upgradeWithALengthIsAPlainRequest() {
        let text = """
            POST /a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r
            Content-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nHost: a\r\n\r\n
            """
        let (written, transcript) = Self.forward(text)
        #expect(transcript.requests.map(\.target) == ["/a", "/b"])
        #expect(transcript.requests.map(\.body.count) == [5, 0])
        let first = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
        #expect(written == [first, "GET /b HTTP/1.1\r\nHost: a\r\n"])
    }

    /// CVE-2023-25725: an empty field name made the fields after it disappear.
    @Test func cve2023_25725_anEmptyFieldNameIsRefused() {
        RefusedRequest("POST / HTTP/1.1\r\nHost: a\r\n: x\r\nContent-Length: 5\r\n\r\nhello", .invalidFieldName).check()
        RefusedRequest("POST / HTTP/1.1\r\n:\r\nHost: a\r\n\r\n", .invalidFieldName).check()
        RefusedRequest("POST / HTTP/1.1\r\nHost: a\r\n : x\r\n\r\n", .foldedField).check()
    }

    /// CVE-2021-40346: a name of 270 bytes overflowed into a second Content-Length.
    @Test func cve2021_40346_lengthsDoNotOverflow() {
        let name = "Content-Length0" + String(repeating: "a", count: 255)
        let text =
            "POST / HTTP/1.1\r\nHost: a\r\n\(name): \r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nHost: a\r\n\r\n"
        let (written, transcript) = Self.forward(text)
        #expect(transcript.requests.map(\.target) == ["/", "/b"])
        #expect(written.first == "POST / HTTP/1.1\r\nHost: a\r\n\(name): \r\nContent-Length: 5\r\n")
        for digits in ["18446744073709551621", "4294967301000000000", "9223372036854775813", "0000000000000000005"] {
            RefusedRequest.lines("Content-Length: \(digits)", .invalidContentLength).check()
        }
        for size in ["10000000000000005", "ffffffffffffffff", "8000000000000005"] {
            RefusedRequest.chunks("\(size)\r\nhello\r\n0\r\n\r\n", .invalidChunkSize).check()
        }
    }

    /// CVE-2022-3215: CR and LF in the values of a response.
    @Test func cve2022_3215_lineEndsInResponseValuesAreRefused() {
        for (value, code) in [
            ("a\nSet-Cookie: b=c", FramingError.Code.bareLineFeed), ("a\rSet-Cookie: b=c", .bareCarriageReturn),
            ("a\r\r\nSet-Cookie: b=c", .bareCarriageReturn), ("a\r\n Set-Cookie: b=c", .foldedField),
            ("a\0b", .invalidFieldValue),
        ] {
            let text = Latin1.bytes("HTTP/1.1 200 OK\r\nX: \(value)\r\nContent-Length: 0\r\n\r\n")
            #expect(Cuts.read(text) { ResponseTranscript.read($0) }.failure?.code == code)
        }
    }

    /// CVE-2023-40225: an empty Content-Length was passed on.
    @Test func cve2023_40225_anEmptyContentLengthIsRefused() {
        for line in ["Content-Length:", "Content-Length: ", "Content-Length:\t \t"] {
            RefusedRequest.lines(line, .invalidContentLength).check()
            RefusedRequest.lines("Content-Length: 5\r\n\(line)", .duplicateContentLength).check()
            let response = Latin1.bytes("HTTP/1.1 200 OK\r\n\(line)\r\n\r\n")
            #expect(Cuts.read(response) { ResponseTranscript.read($0) }.failure?.code == .invalidContentLength)
        }
    }

    /// CVE-2026-28980: 500 000 tiny fields: refused at the 101st, without keeping more than these.
    @Test func cve2026_28980_manyTinyFieldsAreRefusedEarly() {
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\n")
        var step = decoder.decodeHead(&input)
        var sent = 1
        while step == .needMore, sent < 500_000 {
            input.writeString("a:\r\n")
            sent += 1
            step = decoder.decodeHead(&input)
        }
        #expect(sent == 101)
        #expect(step == .failed(FramingError(code: .tooManyFields, offset: 25 + 99 * 4)))
        let count = decoder.head.fields.count
        #expect(count == 100)
        // And in a trailer section.
        RefusedRequest.chunks("0\r\n" + String(repeating: "a:\r\n", count: 5_000), .trailersTooLarge).check()
    }

    /// CVE-2023-44487 and CVE-2025-8671 are of HTTP/2, which is not spoken here: its preface is refused.
    @Test func cve2023_44487_theHTTP2PrefaceIsRefused() {
        RefusedRequest("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .unsupportedVersion).check()
    }
}
