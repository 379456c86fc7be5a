import NIOCore

/// The framing of a chunked body (RFC 9112 section 7.1), byte by byte: nothing but trailers waits in the input.
///
/// ```
/// 1a;name=value CRLF  26 bytes of data  CRLF   …   0 CRLF  trailers  CRLF
/// ```
/// Extensions are checked and discarded, trailers too.
struct ChunkFraming {
    enum Step {
        /// So many bytes of data come next.
        case data(Int)
        case needMore
        case end
        case failed(FramingError)
    }

    private enum State {
        case sizeStart, size, sizeLineFeed
        case data, dataCarriageReturn, dataLineFeed
        case trailers
        case `extension`
        case end
    }

    /// No body of this size is meant: 2^53, where numbers of other languages get imprecise.
    private static let sizeLimit: UInt64 = 1 << 53
    private static let digitLimit = 16
    /// Framing that any body may have, and how many bytes of it each byte of data earns: "1 CRLF x CRLF" needs 5.
    private static let framingBase = 65_536
    private static let framingPerByte = 4
    private static let extensionTotal = 16_384

    private var state = State.sizeStart
    private var size: UInt64 = 0
    private var digits = 0
    private var remaining = 0
    private var dataBytes = 0
    private var framingBytes = 0
    private var extensionBytes = 0
    private var chunkExtension = ChunkExtension()
    private var trailers = FieldSection()

    /// Takes data into account that was read after `data`.
    @inline(__always)
    mutating func dataRead(_ count: Int) {
        self.remaining &-= count
        self.dataBytes &+= count
        if self.remaining == 0 { self.state = .dataCarriageReturn }
    }

    /// Takes framing from `input` until data comes, or the end.
    /// - Parameters:
    ///   - input: Unread bytes of the connection.
    ///   - limit: Of the data of the whole body; more is refused when the size of its chunk is read.
    ///   - limits: Of the trailer section.
    ///   - kind: Of the message.
    /// - Returns: What comes next.
    /// - Complexity: O(n) in the bytes of framing; does not allocate.
    mutating func readFraming(
        _ input: inout ByteBuffer,
        limit: Int,
        limits: MessageLimits,
        kind: FramingFields.Kind
    ) -> Step {
        if self.state == .data { return .data(self.remaining) }
        if self.state != .trailers, self.state != .end {
            var failure: FramingError.Code?
            let taken = input.withUnsafeReadableBytes { self.readLines($0, limit, &failure) }
            input.moveReaderIndex(forwardBy: taken)
            if let failure { return .failed(self.error(failure)) }
        }
        switch self.state {
        case .data: return .data(self.remaining)
        case .trailers: return self.readTrailers(&input, limits, kind)
        case .end: return .end
        default: return .needMore
        }
    }

    private func error(_ code: FramingError.Code) -> FramingError {
        FramingError(code: code, offset: self.framingBytes + self.dataBytes)
    }

    // MARK: Lines

    /// Reads bytes until data or trailers come next; returns how many.
    private mutating func readLines(
        _ bytes: UnsafeRawBufferPointer,
        _ limit: Int,
        _ failure: inout FramingError.Code?
    ) -> Int {
        var position = 0
        while position < bytes.count, self.state != .data, self.state != .trailers {
            failure = self.read(bytes[position], limit)
            if failure != nil { break }
            position &+= 1
            self.framingBytes &+= 1
            if self.framingBytes &- self.dataBytes &* Self.framingPerByte > Self.framingBase {
                failure = .chunkFramingTooLarge
                break
            }
        }
        return position
    }

    @inline(__always)
    private mutating func read(_ byte: UInt8, _ limit: Int) -> FramingError.Code? {
        switch self.state {
        case .sizeStart, .size: return self.readSize(byte)
        case .extension:
            if let failure = self.chunkExtension.read(byte) { return failure }
            if self.chunkExtension.isComplete {
                self.state = .sizeLineFeed
                return nil
            }
            self.extensionBytes &+= 1
            return self.extensionBytes > Self.extensionTotal ? .chunkExtensionsTooLong : nil
        case .sizeLineFeed:
            if byte != ASCII.lineFeed { return .bareCarriageReturn }
            return self.sizeReceived(limit)
        case .dataCarriageReturn:
            self.state = .dataLineFeed
            return byte == ASCII.carriageReturn ? nil : .missingChunkEnd
        case .dataLineFeed:
            self.state = .sizeStart
            return byte == ASCII.lineFeed ? nil : .missingChunkEnd
        case .data, .trailers, .end: return nil
        }
    }

    private mutating func readSize(_ byte: UInt8) -> FramingError.Code? {
        let value = ASCII.hexValue(byte)
        if value <= 15 {
            if self.state == .sizeStart { (self.size, self.digits, self.state) = (0, 0, .size) }
            self.digits &+= 1
            if self.digits > Self.digitLimit { return .invalidChunkSize }
            self.size = self.size &<< 4 | UInt64(value)
            return self.size > Self.sizeLimit ? .invalidChunkSize : nil
        }
        if self.state == .sizeStart { return .invalidChunkSize }
        switch byte {
        case ASCII.carriageReturn: self.state = .sizeLineFeed
        case ASCII.semicolon:
            self.state = .extension
            self.chunkExtension = ChunkExtension()
            self.extensionBytes &+= 1
            return self.extensionBytes > Self.extensionTotal ? .chunkExtensionsTooLong : nil
        case ASCII.lineFeed: return .bareLineFeed
        default: return .invalidChunkSize
        }
        return nil
    }

    private mutating func sizeReceived(_ limit: Int) -> FramingError.Code? {
        self.state = self.size == 0 ? .trailers : .data
        self.remaining = Int(self.size)
        return self.remaining > limit &- self.dataBytes ? .bodyTooLarge : nil
    }

    // MARK: Trailers

    private mutating func readTrailers(
        _ input: inout ByteBuffer,
        _ limits: MessageLimits,
        _ kind: FramingFields.Kind
    ) -> Step {
        let step = input.withUnsafeReadableBytes { self.readTrailers($0, limits, kind) }
        if case .end = step {
            input.moveReaderIndex(forwardBy: self.trailers.lineStart)
            self.state = .end
        }
        return step
    }

    private mutating func readTrailers(
        _ bytes: UnsafeRawBufferPointer,
        _ limits: MessageLimits,
        _ kind: FramingFields.Kind
    ) -> Step {
        guard let base = bytes.baseAddress, self.trailers.shouldRead(base, count: bytes.count) else { return .needMore }
        while true {
            switch self.trailers.next(base, count: bytes.count, limits: limits, allowsUnderscore: kind == .response) {
            case .field(let entry):
                if FieldNameSet.refusedInTrailers.contains(entry.name) { return .failed(self.error(.refusedTrailer)) }
            case .end: return .end
            case .needMore: return .needMore
            case .failed(let error):
                switch error.code {
                case .headTooLarge, .fieldTooLong, .tooManyFields: return .failed(self.error(.trailersTooLarge))
                default: return .failed(self.error(error.code))
                }
            }
        }
    }
}
