package import NIOCore

/// Reads responses out of the bytes of one upstream connection, as strictly as requests are read.
///
/// Before each request is sent, `reset`; then `decodeHead` until it is `complete`, `decodeBody` until `end`. A pure value: no
/// I/O, no clock; in steady state nothing is allocated.
package struct ResponseDecoder: ~Copyable {
    private enum State { case statusLine, fields, afterHead, failed(FramingError) }

    /// Interim responses to one request.
    package static let interimLimit = 8

    /// The last head read; valid until the next `reset`.
    package private(set) var head = ResponseHead()
    private let limits: MessageLimits
    private var requestMethod = Method.other
    private var state = State.statusLine
    private var section = FieldSection()
    private var framing = FramingFields(.response)
    private var interimCount = 0
    /// Something stood there that the next program may take for a body where there is none: the connection is not used
    /// again, so nobody has to decide.
    private var hasDoubtfulEnd = false
    private var body = BodyDecoder()

    /// Makes the decoder of one connection.
    /// - Parameter limits: Of each head; `headBytes` over 65 535 counts as that.
    package init(limits: MessageLimits) {
        self.limits = limits.bounded
        self.head.fields.reserveCapacity(16)
    }

    /// Bytes of the body read so far, without their framing.
    package var bodyBytesRead: Int { self.body.bytesRead }

    /// Whether the connection may serve another request, as far as the response tells.
    ///
    /// The caller must know besides that the request was sent to its end and that no byte is left over.
    package var isReusable: Bool {
        self.hasHead && self.body.isComplete && self.head.keepsAlive && !self.hasDoubtfulEnd
            && self.head.framing != .untilClose
    }

    private var hasHead: Bool { if case .afterHead = self.state { true } else { false } }

    /// Prepares for the response to one request.
    /// - Parameter requestMethod: Its method: an answer to HEAD has no body, whatever its fields say.
    package mutating func reset(requestMethod: Method) {
        self.requestMethod = requestMethod
        self.interimCount = 0
        self.hasDoubtfulEnd = false
        self.body = BodyDecoder()
        self.begin()
    }

    /// Gives up the buffer of the head when nobody reads it any more, so that the channel can use the memory again.
    package mutating func releaseHead() { self.head.bytes = ByteBuffer() }

    private mutating func begin() {
        self.state = .statusLine
        self.section = FieldSection()
        self.framing = FramingFields(.response)
        self.head.fields.removeAll(keepingCapacity: true)
        self.head.framing = .none
        self.head.bytes = ByteBuffer()
    }

    // MARK: Head

    /// Looks for a head at the beginning of `input`; takes it from there only when it is complete.
    /// - Parameter input: Unread bytes of the connection: those of the last call, and what came since.
    /// - Returns: `complete` when `head` can be read.
    /// - Complexity: O(n) in the new bytes; does not allocate. A limit is noticed with the first byte over it.
    package mutating func decodeHead(_ input: inout ByteBuffer) -> ResponseStep {
        switch self.state {
        case .statusLine, .fields: break
        case .afterHead: preconditionFailure("a second response read to one request")
        case .failed(let error): return .failed(error)
        }
        let step = input.withUnsafeReadableBytes { self.read($0) }
        switch step {
        case .needMore: break
        case .failed(let error): self.state = .failed(error)
        case .interim:
            input.moveReaderIndex(forwardBy: self.section.lineStart)
            self.begin()
        case .complete:
            // The head was read from these bytes, so they are there.
            guard let bytes = input.readSlice(length: self.section.lineStart) else {
                preconditionFailure("a head of \(self.section.lineStart) bytes in \(input.readableBytes)")
            }
            self.head.bytes = bytes
            self.head.byteCount = self.section.lineStart
            self.state = .afterHead
            self.body.start(self.head.framing, limits: self.limits, kind: .response)
        }
        return step
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) -> ResponseStep {
        guard let base = bytes.baseAddress, self.section.shouldRead(base, count: bytes.count) else { return .needMore }
        if case .statusLine = self.state {
            let line = StatusLine(base, count: bytes.count)
            let bound = min(self.limits.fieldBytes + 2, self.limits.headBytes)
            guard line.end != 0, line.end <= bound else { return self.judge(base, bytes.count, bound) }
            self.head.status = line.status
            self.head.minorVersion = line.minorVersion
            self.head.reasonRange = line.reasonStart..<line.reasonEnd
            self.section.skipStartLine(to: line.end)
            self.state = .fields
        }
        while true {
            switch self.section.next(base, count: bytes.count, limits: self.limits, allowsUnderscore: true) {
            case .field(let entry):
                if let code = self.take(entry, base) {
                    return .failed(FramingError(code: code, offset: Int(entry.nameStart)))
                }
                self.head.fields.append(entry)
            case .end: return self.finish(base)
            case .needMore: return .needMore
            case .failed(let error): return .failed(error)
            }
        }
    }

    @inline(__always)
    private mutating func take(_ entry: FieldEntry, _ base: UnsafeRawPointer) -> FramingError.Code? {
        let version = self.head.minorVersion
        return self.framing.take(entry, base, minorVersion: version, optionLimit: self.limits.headerCount)
    }

    /// The status line is wrong, too long or incomplete: judged when it is complete, or known to be over a limit.
    @inline(never)
    private mutating func judge(_ base: UnsafeRawPointer, _ count: Int, _ bound: Int) -> ResponseStep {
        if let lineFeed = ByteText.offset(of: ASCII.lineFeed, base, from: 0, to: min(count, bound)) {
            if lineFeed == 0 || base.load(fromByteOffset: lineFeed - 1, as: UInt8.self) != ASCII.carriageReturn {
                return .failed(FramingError(code: .bareLineFeed, offset: lineFeed))
            }
            // Nothing behind the line may change what is said of it.
            let line = StatusLine(base, count: lineFeed + 1)
            return .failed(FramingError(code: line.failure ?? .malformedStatusLine, offset: line.failureOffset))
        }
        if count >= bound { return .failed(FramingError(code: .headTooLarge, offset: bound)) }
        self.section.wait(searched: count, wakeCount: bound)
        return .needMore
    }

    /// All lines are read: judges the head as a whole.
    private mutating func finish(_ base: UnsafeRawPointer) -> ResponseStep {
        if self.framing.transferCoding == .unsupported {
            let offset = self.framing.transferEncodingOffset
            return .failed(FramingError(code: .unsupportedTransferEncoding, offset: offset))
        }
        let status = self.head.status
        if status < 200 { return self.finishInterim(status) }
        let hasNoBody = self.requestMethod == .head || status == 204 || status == 304
        self.head.describesAbsentBody = (self.requestMethod == .head && status != 204) || status == 304
        if status == 204, self.hasFraming { self.hasDoubtfulEnd = true }
        switch self.framing.transferCoding {
        case _ where hasNoBody: self.head.framing = .none
        case .chunked: self.head.framing = .chunked
        case .none where self.framing.hasContentLength: self.head.framing = .length(self.framing.contentLength)
        case .none, .unsupported: self.head.framing = .untilClose
        }
        if self.framing.hasConnectionOptions { FieldEntry.markConnectionOptions(&self.head.fields, base) }
        let isVersion11 = self.head.minorVersion == 1
        self.head.keepsAlive = !self.framing.closes && (isVersion11 || self.framing.keepsAlive)
        return .complete
    }

    /// Fields that announce a body: without meaning in a response that cannot have one.
    private var hasFraming: Bool { self.framing.transferCoding != .none || self.framing.contentLength > 0 }

    private mutating func finishInterim(_ status: Int) -> ResponseStep {
        if status == 101 { return .failed(FramingError(code: .unexpectedUpgrade, offset: StatusLine.statusStart)) }
        self.interimCount += 1
        if self.interimCount > Self.interimLimit {
            return .failed(FramingError(code: .tooManyInterimResponses, offset: 0))
        }
        // HTTP/1.0 has no interim responses (RFC 9110 section 15.2).
        if self.hasFraming || self.framing.closes || self.head.minorVersion == 0 { self.hasDoubtfulEnd = true }
        return .interim(status: status)
    }

    // MARK: Body

    /// Takes the next part of the body from `input`.
    /// - Parameter input: Unread bytes of the connection.
    /// - Returns: `data` as long as there is some, `end` from the end of the body on.
    /// - Complexity: O(n) in the bytes taken; what is not a slice of `input` is copied into one new buffer.
    package mutating func decodeBody(_ input: inout ByteBuffer) -> BodyStep { self.body.decode(&input) }

    /// The upstream has closed the connection.
    /// - Returns: Whether that ends the body as it should: only a body without other framing, whose head was read.
    package mutating func inputClosed() -> Bool { self.hasHead && self.body.inputClosed() }
}
