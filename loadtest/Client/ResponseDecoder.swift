import Glibc

/// Reads one response after another from a connection, whatever way the bytes are cut.
///
/// Complete lines are read where they lie; only a line that is cut is copied, so one-byte arrivals stay linear and a
/// response that arrives whole costs no copy and no allocation.
package struct ResponseDecoder: ~Copyable {
    /// What a piece of input led to.
    package enum Step: Equatable {
        case needMore
        /// The response is complete; `isReusable` says whether the connection may carry another one.
        case complete(isReusable: Bool)
        case failed(ResponseError)
    }

    private enum State {
        case statusLine
        case fields
        case body(remaining: Int)
        case chunked
        case untilClose
        case done
    }

    private static let headBytes = 65_536

    package private(set) var head = ResponseHead()
    private var state = State.statusLine
    private var isHeadRequest = false
    private var chunks = ChunkedBodyDecoder()
    /// The beginning of a line whose end has not arrived; the capacity is kept.
    private var partial: [UInt8] = []
    private var headCount = 0

    package init() {}

    /// Gets ready for the response to a new request.
    package mutating func reset(isHeadRequest: Bool) {
        self.isHeadRequest = isHeadRequest
        self.head = ResponseHead()
        self.state = .statusLine
        self.headCount = 0
        self.partial.removeAll(keepingCapacity: true)
    }

    /// Reads on.
    ///
    /// - Parameter bytes: What has arrived; all of it is taken.
    /// - Returns: What that led to; after `complete` or `failed` only `reset` makes sense.
    package mutating func decode(_ bytes: UnsafeRawBufferPointer) -> Step {
        do throws(ResponseError) {
            return try self.read(bytes)
        } catch {
            self.state = .done
            return .failed(error)
        }
    }

    /// The peer has closed its side.
    ///
    /// - Returns: True when that is the proper end of the response's body.
    package mutating func inputClosed() -> Bool {
        guard case .untilClose = self.state else { return false }
        self.state = .done
        return true
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) throws(ResponseError) -> Step {
        var offset = 0
        while true {
            switch self.state {
            case .statusLine, .fields:
                guard try self.readLine(bytes, from: &offset) else { return .needMore }
            case .body(let remaining):
                let count = min(remaining, bytes.count - offset)
                offset += count
                guard count == remaining else {
                    self.state = .body(remaining: remaining - count)
                    return .needMore
                }
                self.state = .done
            case .chunked:
                guard try self.chunks.decode(bytes, from: &offset) else { return .needMore }
                self.state = .done
            case .untilClose: return .needMore
            case .done:
                guard offset == bytes.count else { throw .unexpectedBytes }
                return .complete(isReusable: self.head.keepsAlive)
            }
        }
    }

    /// Reads the next line of the head, from the input or, when it was cut, from `partial`.
    ///
    /// - Returns: False when the line's end has not arrived.
    private mutating func readLine(
        _ bytes: UnsafeRawBufferPointer,
        from offset: inout Int
    ) throws(ResponseError) -> Bool {
        guard offset < bytes.count, let start = bytes.baseAddress.map({ $0 + offset }) else { return false }
        let end = memchr(start, 0x0A, bytes.count - offset)
        let count = end.map { UnsafeRawPointer($0) - start + 1 } ?? bytes.count - offset
        let piece = UnsafeRawBufferPointer(start: start, count: count)
        offset += count
        self.headCount += count
        guard self.headCount <= Self.headBytes else { throw .headTooLarge }
        if end != nil, self.partial.isEmpty {
            try self.lineReceived(piece)
            return true
        }
        self.partial.append(contentsOf: piece)
        if end != nil { try self.cutLineReceived() } else { try self.checkPrefix() }
        return end != nil
    }

    /// Reads the line that has been gathered in `partial`, and keeps the array's capacity.
    private mutating func cutLineReceived() throws(ResponseError) {
        var line: [UInt8] = []
        swap(&line, &self.partial)
        var failure: ResponseError?
        line.withUnsafeBytes { bytes in
            do throws(ResponseError) { try self.lineReceived(bytes) } catch { failure = error }
        }
        line.removeAll(keepingCapacity: true)
        swap(&line, &self.partial)
        if let failure { throw failure }
    }

    /// Finds out early that a peer does not speak HTTP, even if it never sends a line end.
    private func checkPrefix() throws(ResponseError) {
        guard case .statusLine = self.state else { return }
        for (position, expected) in "HTTP/1.".utf8.enumerated().prefix(self.partial.count)
        where self.partial[position] != expected {
            throw position < 5 ? .badStatusLine : .badVersion
        }
    }

    private mutating func lineReceived(_ bytes: UnsafeRawBufferPointer) throws(ResponseError) {
        guard bytes.count >= 2, bytes[bytes.count - 2] == 0x0D else {
            if case .statusLine = self.state { throw .badStatusLine }
            throw .badField
        }
        let line = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 2)])
        if case .statusLine = self.state {
            try self.head.statusLine(line)
            self.state = .fields
        } else if !line.isEmpty {
            try self.head.field(line)
        } else if self.head.status >= 200 {
            self.startBody(try self.head.framing(isHeadRequest: self.isHeadRequest))
        } else {
            guard self.head.status != 101 else { throw .switchedProtocols }
            self.head = ResponseHead()
            self.state = .statusLine
            self.headCount = 0
        }
    }

    private mutating func startBody(_ framing: ResponseHead.Framing) {
        switch framing {
        case .none: self.state = .done
        case .length(let count): self.state = .body(remaining: count)
        case .chunked:
            self.chunks = ChunkedBodyDecoder()
            self.state = .chunked
        case .untilClose: self.state = .untilClose
        }
    }
}
