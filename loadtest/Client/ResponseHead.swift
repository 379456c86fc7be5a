/// What the load tester needs of a response's head, gathered line by line.
package struct ResponseHead: Sendable {
    /// How the body ends.
    package enum Framing: Equatable, Sendable {
        case none
        case length(Int)
        case chunked
        case untilClose
    }

    package static let requestIDLimit = 64

    package private(set) var status = 0
    package private(set) var minorVersion = 1
    private var contentLength = -1
    private var isChunked = false
    private var hasClose = false
    private var hasKeepAlive = false
    private var requestIDCount = 0
    /// The first 64 bytes of `X-Request-Id`, kept without an allocation.
    private var requestIDBytes = InlineArray<64, UInt8>(repeating: 0)

    package init() {}

    /// The answer's `X-Request-Id`; nil without one.
    package var requestID: String? {
        guard self.requestIDCount > 0 else { return nil }
        return String(decoding: (0..<self.requestIDCount).map { self.requestIDBytes[$0] }, as: UTF8.self)
    }

    /// The connection may carry another request, as far as the head says.
    package var keepsAlive: Bool {
        !self.hasClose && (self.minorVersion == 1 || self.hasKeepAlive)
    }

    /// Reads the status line, without its line end, into a new head.
    package mutating func statusLine(_ line: UnsafeRawBufferPointer) throws(ResponseError) {
        // HTTP/1.x SP 3DIGIT [SP reason]
        guard line.count >= 12 else { throw .badStatusLine }
        let version = UInt64(littleEndian: line.loadUnaligned(as: UInt64.self))
        guard version & 0xFF_FFFF_FFFF == 0x2F_5054_5448 else { throw .badStatusLine }  // HTTP/
        guard (version >> 40) & 0xFFFF == 0x2E31, line[7] &- 0x30 <= 1 else { throw .badVersion }  // 1.
        guard line[8] == 0x20, line.count == 12 || line[12] == 0x20 else { throw .badStatusLine }
        var status = 0
        for position in 9..<12 {
            let digit = line[position] &- 0x30
            guard digit <= 9 else { throw .badStatusLine }
            status = status * 10 + Int(digit)
        }
        guard status >= 100, line.dropFirst(12).allSatisfy(HTTPCharacters.isFieldValue) else { throw .badStatusLine }
        self.status = status
        self.minorVersion = Int(line[7] &- 0x30)
    }

    /// Reads one field line, without its line end.
    package mutating func field(_ line: UnsafeRawBufferPointer) throws(ResponseError) {
        var colon = 0
        while colon < line.count, HTTPCharacters.isToken(line[colon]) { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else { throw .badField }
        var start = colon + 1
        var end = line.count
        while start < end, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
        while end > start, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
        let value = UnsafeRawBufferPointer(rebasing: line[start..<end])
        for byte in value where !HTTPCharacters.isFieldValue(byte) { throw .badField }
        let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
        switch colon {
        case 10 where FieldText.equal(name, "connection"): self.connection(value)
        case 12 where FieldText.equal(name, "x-request-id"):
            self.requestIDCount = min(value.count, Self.requestIDLimit)
            for position in 0..<self.requestIDCount { self.requestIDBytes[position] = value[position] }
        case 14 where FieldText.equal(name, "content-length"): try self.contentLength(value)
        case 17 where FieldText.equal(name, "transfer-encoding"):
            guard FieldText.equal(value, "chunked"), !self.isChunked, self.minorVersion == 1 else {
                throw .badTransferEncoding
            }
            self.isChunked = true
        default: break
        }
    }

    /// How the body of a final response ends (RFC 9112 section 6.3).
    package func framing(isHeadRequest: Bool) throws(ResponseError) -> Framing {
        if self.isChunked, self.contentLength >= 0 { throw .lengthAndChunked }
        if isHeadRequest || self.status == 204 || self.status == 304 { return .none }
        if self.isChunked { return .chunked }
        if self.contentLength >= 0 { return self.contentLength == 0 ? .none : .length(self.contentLength) }
        return .untilClose
    }

    private mutating func contentLength(_ value: UnsafeRawBufferPointer) throws(ResponseError) {
        guard self.contentLength < 0, !value.isEmpty, value.count <= 18 else { throw .badContentLength }
        var length = 0
        for byte in value {
            let digit = byte &- 0x30
            guard digit <= 9 else { throw .badContentLength }
            length = length * 10 + Int(digit)
        }
        self.contentLength = length
    }

    private mutating func connection(_ value: UnsafeRawBufferPointer) {
        var start = 0
        for end in 0...value.count where end == value.count || value[end] == UInt8(ascii: ",") {
            let item = FieldText.trimmed(UnsafeRawBufferPointer(rebasing: value[start..<end]))
            if FieldText.equal(item, "close") { self.hasClose = true }
            if FieldText.equal(item, "keep-alive") { self.hasKeepAlive = true }
            start = end + 1
        }
    }
}
