/// The request line: `method SP target SP version CRLF` (RFC 9112 section 3).
struct RequestLine: BitwiseCopyable {
    /// RFC 9112 section 3 asks for no more; the registered ones have at most 17.
    static let methodLimit = 24

    var method: Method
    var methodLength: Int
    var target: RequestTarget
    var minorVersion: UInt8
    /// With its CRLF.
    var byteCount: Int

    /// Reads a line that is complete and right; nil for any other: `examine` says what that one is.
    /// - Complexity: O(n) in the line's bytes; does not allocate.
    @inline(__always)
    init?(_ base: UnsafeRawPointer, count: Int, limits: MessageLimits, isSecure: Bool) {
        var position = 0
        let methodEnd = min(count, Self.methodLimit &+ 1)
        while position < methodEnd, ASCII.isToken(base.load(fromByteOffset: position, as: UInt8.self)) {
            position &+= 1
        }
        guard position > 0, position < methodEnd else { return nil }
        guard base.load(fromByteOffset: position, as: UInt8.self) == ASCII.space else { return nil }
        self.methodLength = position
        self.method = Method(base, count: position)
        if self.method == .connect || self.method == .trace { return nil }

        position &+= 1
        self.target = RequestTarget(base, from: position, to: count, isSecure: isSecure)
        let targetEnd = self.target.end
        guard self.target.failure == nil, targetEnd &- position <= limits.targetBytes else { return nil }
        if self.target.form == .asterisk, self.method != .options { return nil }

        guard targetEnd &+ 11 <= count else { return nil }
        guard base.load(fromByteOffset: targetEnd, as: UInt8.self) == ASCII.space else { return nil }
        guard let minorVersion = HTTPVersion.minor(base + (targetEnd &+ 1)) else { return nil }
        self.minorVersion = minorVersion
        guard base.load(fromByteOffset: targetEnd &+ 9, as: UInt8.self) == ASCII.carriageReturn else { return nil }
        guard base.load(fromByteOffset: targetEnd &+ 10, as: UInt8.self) == ASCII.lineFeed else { return nil }
        self.byteCount = targetEnd &+ 11
        if self.byteCount > limits.headBytes { return nil }
    }
}
