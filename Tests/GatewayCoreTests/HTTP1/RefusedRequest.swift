import GatewayCore
import Testing

/// A row of a table: bytes that must be refused, and why.
struct RefusedRequest: Sendable, CustomTestStringConvertible {
    var input: [UInt8]
    var code: FramingError.Code
    /// Requests that are read before it.
    var accepted: Int

    init(_ text: String, _ code: FramingError.Code, accepted: Int = 0) {
        self.init(Latin1.bytes(text), code, accepted: accepted)
    }

    init(_ input: [UInt8], _ code: FramingError.Code, accepted: Int = 0) {
        self.input = input
        self.code = code
        self.accepted = accepted
    }

    /// A request for `/` whose other lines are these, each ended by CRLF.
    static func lines(_ lines: String, _ code: FramingError.Code) -> RefusedRequest {
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n", code)
    }

    /// A request for this target.
    static func target(_ target: String, _ code: FramingError.Code) -> RefusedRequest {
        RefusedRequest("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", code)
    }

    /// A request with this chunked body.
    static func chunks(_ body: String, _ code: FramingError.Code) -> RefusedRequest {
        RefusedRequest("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)", code, accepted: 1)
    }

    var testDescription: String {
        let text = Latin1.text(self.input.prefix(100)).debugDescription
        return "\(self.code) \(text)\(self.input.count > 100 ? " …" : "")"
    }

    /// Expects the refusal, however the bytes are cut, and whatever follows.
    func check(limits: MessageLimits = MessageLimits(), sourceLocation: SourceLocation = #_sourceLocation) {
        for suffix in ["", "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"] {
            let input = self.input + Latin1.bytes(suffix)
            let transcript = Cuts.read(input, sourceLocation: sourceLocation) {
                RequestTranscript.read($0, limits: limits)
            }
            #expect(transcript.failure?.code == self.code, sourceLocation: sourceLocation)
            #expect(transcript.requests.count == self.accepted, sourceLocation: sourceLocation)
            if let offset = transcript.failure?.offset {
                #expect((0...input.count).contains(offset), sourceLocation: sourceLocation)
            }
        }
    }
}
