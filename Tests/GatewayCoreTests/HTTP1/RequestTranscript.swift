import GatewayCore
import NIOCore

/// All that a decoder makes of the bytes of one connection.
struct RequestTranscript: Equatable {
    struct Field: Equatable {
        var name: String
        var value: String
        init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    struct Request: Equatable {
        var method = ""
        var knownMethod = Method.other
        var target = ""
        var path = ""
        var query = ""
        var host = ""
        var minorVersion: UInt8 = 1
        var byteCount = 0
        var headBytes: [UInt8] = []
        var fields: [Field] = []
        var framing = BodyFraming.none
        var keepsAlive = false
        var expectsContinue = false
        var hasEncodedSlash = false
        var body: [UInt8] = []
        var isComplete = false
    }

    var requests: [Request] = []
    /// The bytes were refused here; nothing after it was read.
    var failure: FramingError?
    /// A request did not keep the connection: nothing after it was read.
    var isClosed = false
    /// Bytes not taken, when more could have been.
    var unread = 0

    /// Feeds the pieces to a new decoder, one after the other.
    static func read(
        _ pieces: [ArraySlice<UInt8>],
        limits: MessageLimits = MessageLimits(),
        bodyLimit: Int = 1_048_576,
        isSecure: Bool = false
    ) -> RequestTranscript {
        var transcript = RequestTranscript()
        var decoder = RequestDecoder(limits: limits, isSecure: isSecure)
        var input = ByteBuffer()
        var isInBody = false
        for piece in pieces {
            input.writeBytes(piece)
            while transcript.failure == nil, !transcript.isClosed {
                let goesOn =
                    isInBody
                    ? transcript.readBody(&decoder, &input, &isInBody)
                    : transcript.readHead(&decoder, &input, &isInBody, bodyLimit)
                if !goesOn { break }
            }
        }
        if transcript.failure == nil, !transcript.isClosed { transcript.unread = input.readableBytes }
        return transcript
    }

    /// Reads an input that is one piece.
    static func read(_ text: String) -> RequestTranscript { Self.read([Latin1.bytes(text)[...]]) }

    private mutating func readHead(
        _ decoder: inout RequestDecoder,
        _ input: inout ByteBuffer,
        _ isInBody: inout Bool,
        _ bodyLimit: Int
    ) -> Bool {
        switch decoder.decodeHead(&input) {
        case .needMore: return false
        case .failed(let error):
            self.failure = error
            return false
        case .complete:
            self.requests.append(Request(decoder.head))
            self.failure = decoder.startBody(limit: bodyLimit)
            isInBody = self.failure == nil
            return isInBody
        }
    }

    private mutating func readBody(
        _ decoder: inout RequestDecoder,
        _ input: inout ByteBuffer,
        _ isInBody: inout Bool
    ) -> Bool {
        switch decoder.decodeBody(&input) {
        case .needMore: return false
        case .data(let data):
            precondition(data.readableBytes > 0)
            self.requests[self.requests.count - 1].body += Array(data.readableBytesView)
            return true
        case .end:
            self.requests[self.requests.count - 1].isComplete = true
            precondition(decoder.bodyBytesRead == self.requests[self.requests.count - 1].body.count)
            isInBody = false
            self.isClosed = !self.requests[self.requests.count - 1].keepsAlive
            return true
        case .failed(let error):
            self.failure = error
            return false
        }
    }
}

extension RequestTranscript.Request {
    init(_ head: borrowing RequestHead) {
        self.method = head.withMethod { Latin1.text($0) }
        self.knownMethod = head.method
        self.target = head.withTarget { Latin1.text($0) }
        self.path = head.withPath { Latin1.text($0) }
        self.query = head.withQuery { Latin1.text($0) }
        self.host = head.withHost { Latin1.text($0) }
        self.minorVersion = head.minorVersion
        self.byteCount = head.byteCount
        self.headBytes = Array(head.bytes.readableBytesView)
        for entry in head.fields {
            let start = Int(entry.nameStart)
            let name = head.bytes.getBytes(at: head.bytes.readerIndex + start, length: Int(entry.nameLength)) ?? []
            self.fields.append(.init(Latin1.text(name), head.withValue(of: entry) { Latin1.text($0) }))
        }
        self.framing = head.framing
        self.keepsAlive = head.keepsAlive
        self.expectsContinue = head.expectsContinue
        self.hasEncodedSlash = head.hasEncodedSlash
    }
}
