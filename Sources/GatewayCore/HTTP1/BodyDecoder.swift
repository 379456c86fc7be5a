import NIOCore

/// Reads one body after the other; the part that requests and responses have in common.
struct BodyDecoder {
    private enum State { case complete, length, untilClose, chunked, failed(FramingError) }

    private var state = State.complete
    /// Bytes that are still to come, by Content-Length.
    private var remaining = 0
    private var limit = Int.max
    /// Data read so far.
    private(set) var bytesRead = 0
    private var chunks = ChunkFraming()
    private var limits = MessageLimits()
    private var kind = FramingFields.Kind.request
    /// Found behind small chunks that were handed on first.
    private var pending: FramingError?

    /// From here on chunk data is handed on as a slice; smaller chunks that lie together are copied into one buffer, because
    /// a step and a write for each of them would cost far more than their bytes.
    private static let sliceBytes = 1_024

    var isComplete: Bool { if case .complete = self.state { true } else { false } }

    /// Why the body was refused.
    var failure: FramingError? { if case .failed(let error) = self.state { error } else { nil } }

    /// Begins a body; `limit` of the last one no longer holds.
    @inline(__always)
    mutating func start(_ framing: BodyFraming, limits: MessageLimits, kind: FramingFields.Kind) {
        self.bytesRead = 0
        self.limit = Int.max
        switch framing {
        case .none: self.state = .complete
        case .length(let count):
            self.remaining = count
            self.state = count == 0 ? .complete : .length
        case .untilClose: self.state = .untilClose
        case .chunked:
            self.limits = limits
            self.kind = kind
            self.chunks = ChunkFraming()
            self.pending = nil
            self.state = .chunked
        }
    }

    /// Sets how many bytes of data are accepted.
    /// - Returns: `bodyTooLarge` when it is known already that more will come.
    mutating func limit(to limit: Int) -> FramingError? {
        self.limit = limit
        guard case .length = self.state, self.remaining > limit else { return nil }
        let error = FramingError(code: .bodyTooLarge, offset: 0)
        self.state = .failed(error)
        return error
    }

    /// The connection has closed.
    ///
    /// - Returns: Whether that ends the body as it should.
    mutating func inputClosed() -> Bool {
        guard case .untilClose = self.state else { return false }
        self.state = .complete
        return true
    }

    mutating func decode(_ input: inout ByteBuffer) -> BodyStep {
        switch self.state {
        case .complete: return .end
        case .length:
            guard let data = input.readSlice(length: min(input.readableBytes, self.remaining)), data.readableBytes > 0
            else { return .needMore }
            self.remaining &-= data.readableBytes
            self.bytesRead &+= data.readableBytes
            if self.remaining == 0 { self.state = .complete }
            return .data(data)
        case .untilClose:
            guard let data = input.readSlice(length: input.readableBytes), data.readableBytes > 0 else {
                return .needMore
            }
            self.bytesRead &+= data.readableBytes
            return .data(data)
        case .chunked: return self.decodeChunks(&input)
        case .failed(let error): return .failed(error)
        }
    }

    // MARK: Chunks

    private mutating func decodeChunks(_ input: inout ByteBuffer) -> BodyStep {
        if let error = self.pending { return self.fail(error) }
        var gathered: ByteBuffer?
        while true {
            switch self.chunks.readFraming(&input, limit: self.limit, limits: self.limits, kind: self.kind) {
            case .data(let remaining):
                let available = min(remaining, input.readableBytes)
                if available == 0 { return gathered.map { .data($0) } ?? .needMore }
                // A slice, if it is large, or if there is nothing behind it to be gathered with it.
                let isAlone = gathered == nil && (available >= Self.sliceBytes || available == input.readableBytes)
                if gathered != nil, available >= Self.sliceBytes { return gathered.map { .data($0) } ?? .needMore }
                self.bytesRead &+= available
                self.chunks.dataRead(available)
                if isAlone { return input.readSlice(length: available).map { .data($0) } ?? .needMore }
                if gathered == nil { gathered = ByteBuffer() }
                input.readWithUnsafeReadableBytes { bytes in
                    gathered?.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[..<available]))
                    return available
                }
            case .end:
                self.state = .complete
                return gathered.map { .data($0) } ?? .end
            case .needMore: return gathered.map { .data($0) } ?? .needMore
            case .failed(let error):
                guard let gathered else { return self.fail(error) }
                self.pending = error
                return .data(gathered)
            }
        }
    }

    private mutating func fail(_ error: FramingError) -> BodyStep {
        self.state = .failed(error)
        return .failed(error)
    }
}
