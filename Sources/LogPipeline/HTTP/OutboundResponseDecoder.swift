/// Reads one HTTP/1.1 response from bytes that come in pieces (RFC 9112).
///
/// Strict, because a store's answer decides about records: lines end with CR LF, one way to frame a body, nothing
/// unlimited. Interim responses are skipped.
package struct OutboundResponseDecoder {
    private enum State {
        case statusLine, field
        case data(remaining: Int)
        case untilClose
        case chunkSize
        case chunkData(remaining: Int)
        case chunkEnd, trailer, complete
    }

    package static let headLimit = 32_768
    static let interimLimit = 16
    /// Of the size line of a chunk, extensions included.
    static let chunkLineLimit = 256
    /// A body's capacity is set aside when its length is told, up to this.
    private static let reserveLimit = 1_048_576

    private let bodyLimit: Int
    private var state = State.statusLine
    private var line: [UInt8] = []
    private var headBytes = 0
    private var interimCount = 0
    private var response = OutboundResponse(status: 0)
    private var isVersion10 = false

    package init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    /// The whole response was read.
    package var isComplete: Bool { if case .complete = self.state { true } else { false } }
    /// Nothing of a response was read.
    package private(set) var isUntouched = true
    /// The connection can carry another request; asked after the end.
    package private(set) var keepsConnection = true

    /// Reads some bytes.
    ///
    /// - Parameter bytes: What comes next; not more than asked for is kept of them.
    /// - Returns: How many belong to the response: fewer than there are only when it is complete.
    /// - Throws: `protocolError` or `tooLarge`; the connection is of no use any more.
    package mutating func read(_ bytes: UnsafeRawBufferPointer) throws(OutboundError) -> Int {
        if !bytes.isEmpty { self.isUntouched = false }
        var position = 0
        while position < bytes.count, !self.isComplete {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
            switch self.state {
            case .complete: break
            case .data(let remaining):
                let count = try self.take(rest, atMost: remaining)
                position += count
                self.state = count == remaining ? .complete : .data(remaining: remaining - count)
            case .chunkData(let remaining):
                let count = try self.take(rest, atMost: remaining)
                position += count
                self.state = count == remaining ? .chunkEnd : .chunkData(remaining: remaining - count)
            case .untilClose: position += try self.take(rest, atMost: rest.count)
            case .statusLine, .field, .chunkSize, .chunkEnd, .trailer: position += try self.readLine(rest)
            }
        }
        return position
    }

    /// The connection was closed by the server.
    /// - Returns: Whether the response is whole.
    package mutating func end() -> Bool {
        if case .untilClose = self.state { self.state = .complete }
        return self.isComplete
    }

    /// The response, once it is complete.
    package consuming func finish() -> OutboundResponse { self.response }

    private mutating func take(_ bytes: UnsafeRawBufferPointer, atMost limit: Int) throws(OutboundError) -> Int {
        let count = min(bytes.count, limit)
        if self.response.body.count + count > self.bodyLimit {
            throw OutboundError(.tooLarge, "its body is longer than \(self.bodyLimit) bytes")
        }
        self.response.body.append(contentsOf: bytes[..<count])
        return count
    }

    // MARK: Lines

    /// Takes bytes up to the end of a line, and reads the line if it is there.
    private mutating func readLine(_ bytes: UnsafeRawBufferPointer) throws(OutboundError) -> Int {
        let count = LineScan.firstEnd(bytes)
        let room = self.lineRoom
        if count > room {
            let isHead = if case .chunkSize = self.state { false } else { true }
            if isHead { throw OutboundError(.tooLarge, "its head is longer than \(Self.headLimit) bytes") }
            throw OutboundError(.protocolError, "the line of a chunk is longer than \(Self.chunkLineLimit) bytes")
        }
        self.line.append(contentsOf: bytes[..<count])
        switch self.state {
        case .statusLine, .field, .trailer: self.headBytes += count
        default: break
        }
        guard self.line.last == 0x0A else { return count }
        guard self.line.dropLast().last == 0x0D else { throw OutboundError(.protocolError, "a line ends without CR") }
        self.line.removeLast(2)
        try self.lineReceived()
        self.line.removeAll(keepingCapacity: true)
        return count
    }

    private var lineRoom: Int {
        switch self.state {
        case .chunkSize, .chunkEnd: Self.chunkLineLimit - self.line.count
        default: Self.headLimit - self.headBytes
        }
    }

    private mutating func lineReceived() throws(OutboundError) {
        switch self.state {
        case .statusLine: try self.statusLineReceived()
        case .field:
            if self.line.isEmpty { try self.headReceived() } else { try self.fieldReceived() }
        case .chunkSize:
            let size = try OutboundFieldReader.chunkSize(self.line)
            self.state = size == 0 ? .trailer : .chunkData(remaining: size)
        case .chunkEnd:
            if !self.line.isEmpty { throw OutboundError(.protocolError, "a chunk is longer than its size says") }
            self.state = .chunkSize
        case .trailer: if self.line.isEmpty { self.state = .complete }
        case .data, .chunkData, .untilClose, .complete: break
        }
    }

    private mutating func statusLineReceived() throws(OutboundError) {
        // HTTP/1.1 200 OK; the reason may be empty, but not its blank.
        let digits = self.line.dropFirst(9).prefix(3)
        let isWhole = self.line.count >= 12 && self.line[8] == 0x20 && (self.line.count == 12 || self.line[12] == 0x20)
        let isVersion11 = self.line.starts(with: "HTTP/1.1".utf8)
        self.isVersion10 = self.line.starts(with: "HTTP/1.0".utf8)
        guard isWhole, isVersion11 || self.isVersion10, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            throw OutboundError(.protocolError, "no status line of HTTP/1.1")
        }
        self.response.status = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if self.response.status < 100 { throw OutboundError(.protocolError, "a status below 100") }
        self.state = .field
    }

    private mutating func fieldReceived() throws(OutboundError) {
        self.response.fields.append(try OutboundFieldReader.field(self.line))
    }

    private mutating func headReceived() throws(OutboundError) {
        let status = self.response.status
        if status < 200 {
            if status == 101 { throw OutboundError(.protocolError, "it switches protocols unasked") }
            self.interimCount += 1
            if self.interimCount > Self.interimLimit {
                throw OutboundError(.protocolError, "more than \(Self.interimLimit) interim responses")
            }
            self.response = OutboundResponse(status: 0)
            self.headBytes = 0
            self.state = .statusLine
            return
        }
        let framing = try OutboundFieldReader.framing(self.response)
        self.keepsConnection = !OutboundFieldReader.closes(self.response, isVersion10: self.isVersion10)
        if status == 204 || status == 304 { return self.state = .complete }
        switch framing {
        case .length(let length):
            if length > self.bodyLimit {
                throw OutboundError(.tooLarge, "its body is longer than \(self.bodyLimit) bytes")
            }
            self.response.body.reserveCapacity(min(length, Self.reserveLimit))
            self.state = length == 0 ? .complete : .data(remaining: length)
        case .chunked: self.state = .chunkSize
        case .untilClose:
            self.keepsConnection = false
            self.state = .untilClose
        }
    }
}
