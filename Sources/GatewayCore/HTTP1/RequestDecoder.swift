package import NIOCore

/// Reads requests out of the bytes of one connection, strictly: a message has one reading or gets an error.
///
/// Call `decodeHead` until it is `complete`, `startBody`, `decodeBody` until `end`, and so on. A pure value: no I/O, no
/// clock; in steady state nothing is allocated.
package struct RequestDecoder: ~Copyable {
    private enum State { case beforeHead, requestLine, fields, afterHead, failed(FramingError) }

    /// The last head read; valid until the next call of `decodeHead`.
    package private(set) var head = RequestHead()
    private let limits: MessageLimits
    private let isSecure: Bool
    private var state = State.beforeHead
    private var hasSkippedLine = false
    private var section = FieldSection()
    private var framing = FramingFields(.request)
    private var target = RequestTarget()
    private var expectation = Expectation()
    private var body = BodyDecoder()

    /// Makes the decoder of one connection.
    /// - Parameters:
    ///   - limits: Of each head; `headBytes` over 65 535 counts as that.
    ///   - isSecure: The listener speaks TLS: then absolute targets have the scheme `https`, else `http`.
    package init(limits: MessageLimits, isSecure: Bool = false) {
        self.limits = limits.bounded
        self.isSecure = isSecure
        self.head.fields.reserveCapacity(16)
    }

    /// Bytes of the body read so far, without their framing.
    package var bodyBytesRead: Int { self.body.bytesRead }

    /// The body was read to its end, so the next head may be read.
    package var isBodyComplete: Bool { self.body.isComplete }

    /// Gives up the buffer of the head when nobody reads it any more, so that the channel can use the memory again.
    package mutating func releaseHead() { self.head.bytes = ByteBuffer() }

    // MARK: Head

    /// Looks for a head at the beginning of `input`; takes it from there only when it is complete.
    ///
    /// - Parameter input: Unread bytes of the connection: those of the last call, and what came since.
    /// - Returns: `complete` when `head` can be read.
    /// - Complexity: O(n) in the new bytes; does not allocate. A limit is noticed with the first byte over it.
    /// - Precondition: The last body was read to its end; otherwise its rest would be taken for a request.
    package mutating func decodeHead(_ input: inout ByteBuffer) -> HeadStep {
        switch self.state {
        case .beforeHead: break
        case .requestLine, .fields: return self.resume(&input)
        case .afterHead:
            // Refused with its body: the connection is about to close.
            if let failure = self.body.failure { return .failed(failure) }
            precondition(self.body.isComplete, "next head before the end of a body (\(self.body.bytesRead) bytes read)")
            self.state = .beforeHead
            self.hasSkippedLine = false
        case .failed(let error): return .failed(error)
        }
        if !self.hasSkippedLine {
            switch Self.startsWithEmptyLine(input) {
            case .some(true):
                input.moveReaderIndex(forwardBy: 2)
                self.hasSkippedLine = true
            case .some(false): break
            case .none: return .needMore
            }
        }
        if input.readableBytes == 0 { return .needMore }
        self.begin()
        return self.resume(&input)
    }

    /// Whether CRLF comes first, which old clients send after a body (RFC 9112 section 2.2); nil: cannot be said yet.
    @inline(__always)
    private static func startsWithEmptyLine(_ input: ByteBuffer) -> Bool? {
        input.withUnsafeReadableBytes { bytes in
            guard let first = bytes.first, first == ASCII.carriageReturn else { return false }
            return bytes.count > 1 ? bytes[1] == ASCII.lineFeed : nil
        }
    }

    private mutating func begin() {
        self.state = .requestLine
        self.section = FieldSection()
        self.framing = FramingFields(.request)
        self.expectation = Expectation()
        self.head.fields.removeAll(keepingCapacity: true)
        self.head.hostIndex = -1
        self.head.framing = .none
        self.head.bytes = ByteBuffer()
    }

    private mutating func resume(_ input: inout ByteBuffer) -> HeadStep {
        let step = input.withUnsafeReadableBytes { self.read($0) }
        switch step {
        case .needMore: break
        case .failed(let error): self.state = .failed(error)
        case .complete:
            // The head was read from these bytes, so they are there.
            guard let bytes = input.readSlice(length: self.section.lineStart) else {
                preconditionFailure("a head of \(self.section.lineStart) bytes in \(input.readableBytes)")
            }
            self.head.bytes = bytes
            self.head.byteCount = self.section.lineStart
            self.state = .afterHead
            self.body.start(self.head.framing, limits: self.limits, kind: .request)
        }
        return step
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) -> HeadStep {
        guard let base = bytes.baseAddress, self.section.shouldRead(base, count: bytes.count) else { return .needMore }
        if case .requestLine = self.state {
            guard let line = RequestLine(base, count: bytes.count, limits: self.limits, isSecure: self.isSecure) else {
                return self.examineLine(base, bytes.count)
            }
            self.head.setLine(line, base)
            self.target = line.target
            self.section.skipStartLine(to: line.byteCount)
            self.state = .fields
        }
        while true {
            switch self.section.next(base, count: bytes.count, limits: self.limits, allowsUnderscore: false) {
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

    private mutating func examineLine(_ base: UnsafeRawPointer, _ count: Int) -> HeadStep {
        switch RequestLine.examine(base, count: count, limits: self.limits, isSecure: self.isSecure) {
        case .failed(let error): return .failed(error)
        case .incomplete(let wakeCount):
            self.section.wait(searched: count, wakeCount: wakeCount)
            return .needMore
        }
    }

    /// Takes account of a field; returns what is wrong with it.
    @inline(__always)
    private mutating func take(_ entry: FieldEntry, _ base: UnsafeRawPointer) -> FramingError.Code? {
        switch entry.name {
        case .host:
            if self.head.hostIndex >= 0 { return .duplicateHost }
            if !HostValue.isValid(entry.value(base)) { return .invalidHost }
            self.head.hostIndex = self.head.fields.count
            return nil
        case .expect:
            self.expectation.take(entry, base)
            return nil
        default:
            return self.framing.take(
                entry,
                base,
                minorVersion: self.head.minorVersion,
                optionLimit: self.limits.headerCount
            )
        }
    }

    /// All lines are read: judges the head as a whole.
    private mutating func finish(_ base: UnsafeRawPointer) -> HeadStep {
        if let error = self.checkWhole(base) { return .failed(error) }
        switch self.framing.transferCoding {
        case .chunked: self.head.framing = .chunked
        case .none where self.framing.hasContentLength: self.head.framing = .length(self.framing.contentLength)
        case .none, .unsupported: self.head.framing = .none
        }
        if self.framing.hasConnectionOptions { FieldEntry.markConnectionOptions(&self.head.fields, base) }
        let isVersion11 = self.head.minorVersion == 1
        self.head.keepsAlive = isVersion11 && !self.framing.closes
        let hasBody = self.head.framing != .none && self.head.framing != .length(0)
        // HTTP/1.0 has no interim responses (RFC 9110 section 10.1.1).
        self.head.expectsContinue = isVersion11 && hasBody && self.expectation.isContinue
        return .complete
    }

    /// What is malformed comes before what is only not supported.
    ///
    /// Mutating, as all here: a method that only reads is given a copy of the whole decoder.
    private mutating func checkWhole(_ base: UnsafeRawPointer) -> FramingError? {
        if self.head.hostIndex < 0, self.head.minorVersion == 1 {
            return FramingError(code: .missingHost, offset: self.section.lineStart)
        }
        if self.target.form == .absolute, !self.isAuthorityHost(base) {
            return FramingError(code: .authorityNotHost, offset: self.target.authorityStart)
        }
        if self.expectation.unknownOffset >= 0 {
            return FramingError(code: .unsupportedExpectation, offset: self.expectation.unknownOffset)
        }
        if self.framing.transferCoding == .unsupported {
            return FramingError(code: .unsupportedTransferEncoding, offset: self.framing.transferEncodingOffset)
        }
        return nil
    }

    private mutating func isAuthorityHost(_ base: UnsafeRawPointer) -> Bool {
        if self.head.hostIndex < 0 { return false }
        let host = self.head.fields[self.head.hostIndex].value(base)
        guard let start = host.baseAddress else { return false }
        let count = self.target.authorityEnd - self.target.authorityStart
        return host.count == count && ByteText.isSameText(base + self.target.authorityStart, start, count)
    }

    // MARK: Body

    /// Begins the body, when the route and so its limit is known.
    /// - Parameter limit: The largest body accepted, bytes.
    /// - Returns: `bodyTooLarge` when Content-Length is over it (answer 413; the body is not read).
    package mutating func startBody(limit: Int) -> FramingError? { self.body.limit(to: limit) }

    /// Takes the next part of the body from `input`.
    /// - Parameter input: Unread bytes of the connection.
    /// - Returns: `data` as long as there is some, `end` from the end of the body on.
    /// - Complexity: O(n) in the bytes taken; what is not a slice of `input` is copied into one new buffer.
    package mutating func decodeBody(_ input: inout ByteBuffer) -> BodyStep { self.body.decode(&input) }
}
