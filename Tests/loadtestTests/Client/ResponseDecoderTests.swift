import Testing
import loadtest

@Suite struct ResponseDecoderTests {
    /// A response on the wire and what it is.
    struct Sample: Sendable, CustomTestStringConvertible {
        var wire: String
        var status: Int
        var isReusable = true
        var isHeadRequest = false
        var endsAtClose = false
        var requestID: String?
        var testDescription: String { String(self.wire.prefix(60)) }
    }

    static let samples: [Sample] = [
        Sample(wire: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", status: 200),
        Sample(wire: "HTTP/1.1 200 \r\ncontent-length:0\r\n\r\n", status: 200),
        Sample(wire: "HTTP/1.1 204\r\n\r\n", status: 204),
        Sample(wire: "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", status: 304),
        Sample(wire: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", status: 200, isHeadRequest: true),
        Sample(wire: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", status: 200, isHeadRequest: true),
        Sample(
            wire: "HTTP/1.1 404 Not Found\r\nX-Request-Id: abc123\r\nContent-Length: 1\r\n\r\nx",
            status: 404,
            requestID: "abc123"
        ),
        Sample(
            wire: "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
            status: 200,
            isReusable: false
        ),
        Sample(
            wire: "HTTP/1.1 200 OK\r\nConnection: a , CLOSE\r\nContent-Length: 1\r\n\r\nx",
            status: 200,
            isReusable: false
        ),
        Sample(wire: "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", status: 200, isReusable: false),
        Sample(wire: "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", status: 200),
        Sample(
            wire: "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nContent-Length: 3\r\n\r\nabc",
            status: 201
        ),
        Sample(
            wire: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5\r\nhello\r\nA;x=\"y\"\r\n0123456789\r\n00 \r\nTrailer: t\r\nX: \r\n\r\n",
            status: 200
        ),
        Sample(wire: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", status: 200),
        Sample(
            wire: "HTTP/1.1 200 OK\r\nA:\r\nB: \tv\t \r\n\r\nto the end",
            status: 200,
            isReusable: false,
            endsAtClose: true
        ),
    ]

    /// Feeds the pieces; every step before the last one must ask for more.
    ///
    /// - Returns: What is wrong, or nil.
    private func problem(_ pieces: [ArraySlice<UInt8>], _ sample: Sample) -> String? {
        var decoder = ResponseDecoder()
        decoder.reset(isHeadRequest: sample.isHeadRequest)
        var step = ResponseDecoder.Step.needMore
        for piece in pieces where !piece.isEmpty {
            guard step == .needMore else { return "\(step) before the end" }
            step = piece.withUnsafeBytes { decoder.decode($0) }
        }
        let wasAtClose = step == .needMore
        let endsProperly = decoder.inputClosed()
        guard wasAtClose == sample.endsAtClose, endsProperly == sample.endsAtClose else { return "ends at \(step)" }
        if !sample.endsAtClose, step != .complete(isReusable: sample.isReusable) { return "\(step)" }
        guard decoder.head.status == sample.status else { return "status \(decoder.head.status)" }
        return decoder.head.requestID == sample.requestID ? nil : "request id \(decoder.head.requestID ?? "none")"
    }

    @Test(arguments: Self.samples)
    func everyCutGivesTheSameResponse(sample: Sample) {
        let bytes = Array(sample.wire.utf8)
        var cuts: [[ArraySlice<UInt8>]] = (0...bytes.count).map { [bytes[..<$0], bytes[$0...]] }
        cuts.append(bytes.indices.map { bytes[$0...$0] })
        for first in stride(from: 1, to: bytes.count, by: 5) {
            for second in stride(from: first, to: bytes.count, by: 7) {
                cuts.append([bytes[..<first], bytes[first..<second], bytes[second...]])
            }
        }
        // One expectation for all cuts: an expectation costs more than a decoding.
        let problems = cuts.compactMap { pieces in
            self.problem(pieces, sample).map { "\($0), cut into \(pieces.map(\.count))" }
        }
        #expect(problems == [])
    }

    @Test func oneDecoderReadsManyResponses() {
        var decoder = ResponseDecoder()
        for sample in Self.samples where !sample.endsAtClose {
            decoder.reset(isHeadRequest: sample.isHeadRequest)
            let step = Array(sample.wire.utf8).withUnsafeBytes { decoder.decode($0) }
            #expect(step == .complete(isReusable: sample.isReusable))
        }
    }

    @Test(
        arguments: [
            ("garbage\r\n\r\n", .badStatusLine), ("garbage without an end", .badStatusLine),
            ("HTTP/2 200 OK\r\n\r\n", .badVersion),
            ("HTTP/1.2 200 OK\r\n\r\n", .badVersion), ("HTTP/1.1 20 OK\r\n\r\n", .badStatusLine),
            ("HTTP/1.1 099 X\r\n\r\n", .badStatusLine), ("HTTP/1.1 2000 X\r\n\r\n", .badStatusLine),
            ("HTTP/1.1 200 OK\n\n", .badStatusLine), ("HTTP/1.1 200 O\u{1}K\r\n\r\n", .badStatusLine),
            ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", .badField), ("HTTP/1.1 200 OK\r\n: b\r\n\r\n", .badField),
            ("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", .badField), ("HTTP/1.1 200 OK\r\nA: b\u{0}\r\n\r\n", .badField),
            ("HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", .badField), ("HTTP/1.1 200 OK\r\nA: b\n\r\n", .badField),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", .badContentLength),
            ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .badContentLength),
            ("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n", .badContentLength),
            ("HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n", .badContentLength),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1111111111111111111\r\n\r\n", .badContentLength),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", .badTransferEncoding),
            ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .badTransferEncoding),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                .badTransferEncoding
            ),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", .lengthAndChunked),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", .badChunkSize),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", .badChunkSize),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n", .badChunkSize),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1111111111111111\r\n", .badChunkSize),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n", .badChunkEnd),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA\u{0}\r\n\r\n", .badTrailer),
            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", .switchedProtocols),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxy", .unexpectedBytes),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX", .unexpectedBytes),
        ] as [(String, ResponseError)]
    )
    func brokenResponsesAreRefusedWhateverTheCut(wire: String, error: ResponseError) {
        let bytes = Array(wire.utf8)
        let answers = (0...bytes.count).map { cut in
            var decoder = ResponseDecoder()
            decoder.reset(isHeadRequest: false)
            var last = ResponseDecoder.Step.needMore
            for piece in [bytes[..<cut], bytes[cut...]] where !piece.isEmpty {
                if case .failed = last { break }
                last = piece.withUnsafeBytes { decoder.decode($0) }
            }
            return last
        }
        #expect(answers.filter { $0 != .failed(error) } == [])
    }

    @Test func aHeadHasALimit() {
        let field = "X: " + String(repeating: "y", count: 997) + "\r\n"
        for (count, fits) in [(60, true), (66, false)] {
            var decoder = ResponseDecoder()
            decoder.reset(isHeadRequest: false)
            let wire = "HTTP/1.1 204 OK\r\n" + String(repeating: field, count: count) + "\r\n"
            let step = Array(wire.utf8).withUnsafeBytes { decoder.decode($0) }
            #expect(step == (fits ? .complete(isReusable: true) : .failed(.headTooLarge)))
        }
    }

    @Test func everyErrorSaysWhatItIs() {
        for error in ResponseError.allCases { #expect(!error.text.isEmpty) }
    }
}
