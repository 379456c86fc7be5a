/// The status line: `version SP status SP reason CRLF` (RFC 9112 section 4).
///
/// The reason may be empty, and then its space may be missing, as many servers write it.
struct StatusLine: BitwiseCopyable {
    var status = 0
    var minorVersion: UInt8 = 1
    var reasonStart = 0
    var reasonEnd = 0
    /// The offset after the line's LF; 0 when the line is incomplete or wrong.
    var end = 0
    /// What is wrong with a complete line; it says nothing about an incomplete one.
    var failure: FramingError.Code?
    var failureOffset = 0

    /// Where the three digits stand.
    static let statusStart = HTTPVersion.byteCount + 1

    /// - Complexity: O(n) in the line's bytes; does not allocate.
    @inline(__always)
    init(_ base: UnsafeRawPointer, count: Int) { self.read(base, count) }

    @inline(__always)
    private mutating func read(_ base: UnsafeRawPointer, _ count: Int) {
        let afterStatus = Self.statusStart &+ 3
        guard count > afterStatus else { return self.fail(.malformedStatusLine, at: 0) }
        guard let minorVersion = HTTPVersion.minor(base),
            base.load(fromByteOffset: HTTPVersion.byteCount, as: UInt8.self) == ASCII.space
        else { return self.fail(.malformedStatusLine, at: 0) }
        self.minorVersion = minorVersion
        for offset in Self.statusStart..<afterStatus {
            let digit = base.load(fromByteOffset: offset, as: UInt8.self) &- ASCII.zero
            if digit > 9 { return self.fail(.malformedStatusLine, at: offset) }
            self.status = self.status &* 10 &+ Int(digit)
        }
        let hasReason = base.load(fromByteOffset: afterStatus, as: UInt8.self) == ASCII.space
        self.reasonStart = hasReason ? afterStatus &+ 1 : afterStatus
        let position =
            hasReason ? FieldLine.endOfText(base, from: self.reasonStart, count: count) : afterStatus
        self.reasonEnd = position
        guard position &+ 1 < count else { return self.fail(.malformedStatusLine, at: position) }
        let isLineEnd =
            base.load(fromByteOffset: position, as: UInt8.self) == ASCII.carriageReturn
            && base.load(fromByteOffset: position &+ 1, as: UInt8.self) == ASCII.lineFeed
        guard isLineEnd else { return self.failLineEnd(base, at: position) }
        guard (100...599).contains(self.status) else { return self.fail(.invalidStatus, at: Self.statusStart) }
        self.end = position &+ 2
    }

    private mutating func fail(_ code: FramingError.Code, at offset: Int) {
        self.failure = code
        self.failureOffset = offset
    }

    private mutating func failLineEnd(_ base: UnsafeRawPointer, at position: Int) {
        switch base.load(fromByteOffset: position, as: UInt8.self) {
        case ASCII.lineFeed: self.fail(.bareLineFeed, at: position)
        case ASCII.carriageReturn: self.fail(.bareCarriageReturn, at: position)
        default: self.fail(.malformedStatusLine, at: position)
        }
    }
}
