extension RequestLine {
    enum Finding {
        /// Look again when there is an LF, or as many bytes as this.
        case incomplete(wakeCount: Int)
        case failed(FramingError)
    }

    /// Says why bytes do not begin with a right request line.
    ///
    /// Limits are judged by what has come so far, all else when the line is complete: so the finding is the same however
    /// the bytes were cut.
    /// - Complexity: O(n) in the line's bytes; does not allocate.
    @inline(never)
    static func examine(_ base: UnsafeRawPointer, count: Int, limits: MessageLimits, isSecure: Bool) -> Finding {
        let bound = min(count, limits.headBytes)
        let lineFeed = ByteText.offset(of: ASCII.lineFeed, base, from: 0, to: bound)
        let window = lineFeed ?? bound

        let methodWindow = min(window, Self.methodLimit + 1)
        guard let methodEnd = ByteText.offset(of: ASCII.space, base, from: 0, to: methodWindow) else {
            if window > Self.methodLimit {
                return .failed(FramingError(code: .invalidMethod, offset: Self.methodLimit))
            }
            return Self.unfinished(lineFeed, base, count, limits, wakeCount: Self.methodLimit + 1)
        }
        let target = methodEnd + 1
        let targetWindow = min(window, target + limits.targetBytes + 1)
        guard let targetEnd = ByteText.offset(of: ASCII.space, base, from: target, to: targetWindow) else {
            if window - target > limits.targetBytes {
                return .failed(FramingError(code: .targetTooLong, offset: target + limits.targetBytes))
            }
            return Self.unfinished(lineFeed, base, count, limits, wakeCount: target + limits.targetBytes + 1)
        }
        guard let lineFeed else {
            return Self.unfinished(nil, base, count, limits, wakeCount: limits.headBytes)
        }
        return .failed(Self.judge(base, methodEnd, targetEnd, lineFeed, isSecure: isSecure))
    }

    /// The line ends too early, or has not come to its end.
    private static func unfinished(
        _ lineFeed: Int?,
        _ base: UnsafeRawPointer,
        _ count: Int,
        _ limits: MessageLimits,
        wakeCount: Int
    ) -> Finding {
        if let lineFeed { return .failed(Self.lineEndError(base, lineFeed) ?? Self.malformed(lineFeed)) }
        if count >= limits.headBytes { return .failed(FramingError(code: .headTooLarge, offset: limits.headBytes)) }
        return .incomplete(wakeCount: min(wakeCount, limits.headBytes))
    }

    private static func malformed(_ offset: Int) -> FramingError {
        FramingError(code: .malformedRequestLine, offset: offset)
    }

    private static func lineEndError(_ base: UnsafeRawPointer, _ lineFeed: Int) -> FramingError? {
        let isPaired = lineFeed > 0 && base.load(fromByteOffset: lineFeed - 1, as: UInt8.self) == ASCII.carriageReturn
        return isPaired ? nil : FramingError(code: .bareLineFeed, offset: lineFeed)
    }

    /// The line is complete and has two spaces; something in it is wrong.
    private static func judge(
        _ base: UnsafeRawPointer,
        _ methodEnd: Int,
        _ targetEnd: Int,
        _ lineFeed: Int,
        isSecure: Bool
    ) -> FramingError {
        if let error = Self.lineEndError(base, lineFeed) { return error }
        for offset in 0..<methodEnd where !ASCII.isToken(base.load(fromByteOffset: offset, as: UInt8.self)) {
            return FramingError(code: .invalidMethod, offset: offset)
        }
        if methodEnd == 0 { return Self.malformed(0) }
        let version = targetEnd + 1
        guard lineFeed - 1 - version == HTTPVersion.byteCount, HTTPVersion.isWellFormed(base + version) else {
            return FramingError(code: .malformedVersion, offset: version)
        }
        let method = Method(base, count: methodEnd)
        if method == .connect || method == .trace { return FramingError(code: .methodNotAllowed, offset: 0) }
        if HTTPVersion.minor(base + version) == nil { return FramingError(code: .unsupportedVersion, offset: version) }
        let target = RequestTarget(base, from: methodEnd + 1, to: targetEnd, isSecure: isSecure)
        if let failure = target.failure { return FramingError(code: failure, offset: target.end) }
        if target.end < targetEnd { return FramingError(code: .invalidTargetByte, offset: target.end) }
        if target.form == .asterisk, method != .options {
            return FramingError(code: .invalidTargetForm, offset: target.start)
        }
        preconditionFailure("request line of \(lineFeed + 1) bytes refused without a reason")
    }
}
