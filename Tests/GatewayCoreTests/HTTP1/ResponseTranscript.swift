import GatewayCore
import NIOCore

/// All that a decoder makes of the bytes of one upstream connection, sent in answer to one request.
struct ResponseTranscript: Equatable {
    struct Response: Equatable {
        var status = 0
        var reason = ""
        var minorVersion: UInt8 = 1
        var byteCount = 0
        var fields: [RequestTranscript.Field] = []
        var framing = BodyFraming.none
        var keepsAlive = false
        var body: [UInt8] = []
    }

    var interim: [Int] = []
    var response: Response?
    var isComplete = false
    var isReusable = false
    var failure: FramingError?
    /// Bytes not taken, when nothing was refused.
    var unread = 0

    /// Feeds the pieces to a new decoder, one after the other; `closes`: then the connection is closed.
    static func read(
        _ pieces: [ArraySlice<UInt8>],
        to method: Method = .get,
        limits: MessageLimits = MessageLimits(),
        closes: Bool = false
    ) -> ResponseTranscript {
        var transcript = ResponseTranscript()
        var decoder = ResponseDecoder(limits: limits)
        decoder.reset(requestMethod: method)
        var input = ByteBuffer()
        for piece in pieces {
            input.writeBytes(piece)
            while transcript.failure == nil, !transcript.isComplete {
                let goesOn =
                    transcript.response == nil
                    ? transcript.readHead(&decoder, &input) : transcript.readBody(&decoder, &input)
                if !goesOn { break }
            }
        }
        if closes, !transcript.isComplete { transcript.isComplete = decoder.inputClosed() }
        transcript.isReusable = decoder.isReusable
        if transcript.failure == nil { transcript.unread = input.readableBytes }
        return transcript
    }

    private mutating func readHead(_ decoder: inout ResponseDecoder, _ input: inout ByteBuffer) -> Bool {
        switch decoder.decodeHead(&input) {
        case .needMore: return false
        case .interim(let status): self.interim.append(status)
        case .failed(let error): self.failure = error
        case .complete: self.response = Response(decoder.head)
        }
        return true
    }

    private mutating func readBody(_ decoder: inout ResponseDecoder, _ input: inout ByteBuffer) -> Bool {
        switch decoder.decodeBody(&input) {
        case .needMore: return false
        case .data(let data): self.response?.body += Array(data.readableBytesView)
        case .end: self.isComplete = true
        case .failed(let error): self.failure = error
        }
        return true
    }
}

extension ResponseTranscript.Response {
    init(_ head: borrowing ResponseHead) {
        self.status = head.status
        self.reason = head.withReason { Latin1.text($0) }
        self.minorVersion = head.minorVersion
        self.byteCount = head.byteCount
        for entry in head.fields {
            let start = head.bytes.readerIndex + Int(entry.nameStart)
            let name = head.bytes.getBytes(at: start, length: Int(entry.nameLength)) ?? []
            self.fields.append(.init(Latin1.text(name), head.withValue(of: entry) { Latin1.text($0) }))
        }
        self.framing = head.framing
        self.keepsAlive = head.keepsAlive
    }
}
