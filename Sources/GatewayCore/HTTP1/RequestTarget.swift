/// The target of a request, checked and divided (RFC 9112 section 3.2).
///
/// ```
/// /path?query                  origin form: `start` is the first slash
/// http://authority/path?query  absolute form: `start` is the slash after the authority, or the end of the authority
/// *                            only with OPTIONS
/// ```
struct RequestTarget: BitwiseCopyable {
    enum Form { case origin, absolute, asterisk }

    var form = Form.origin
    /// Only in absolute form.
    var authorityStart = 0
    var authorityEnd = 0
    /// Where the path begins; it may be empty in absolute form.
    var start = 0
    var pathEnd = 0
    /// The offset after the last byte that belongs to the target.
    var end = 0
    /// The path contains `%2F` or `%5C`.
    var hasEncodedSlash = false
    /// Unreserved characters are percent-encoded, or there is no path.
    var needsRewriting = false
    /// The first thing wrong, at `end`; a byte that cannot stand in a target is left to the caller.
    var failure: FramingError.Code?

    init() {}

    /// Reads the target that begins at `start`, up to the first byte that cannot stand in one, or to `limit`.
    /// - Complexity: O(n) in the target's bytes; does not allocate.
    @inline(__always)
    init(_ base: UnsafeRawPointer, from start: Int, to limit: Int, isSecure: Bool) {
        self.read(base, from: start, to: limit, isSecure: isSecure)
    }

    @inline(__always)
    private mutating func read(_ base: UnsafeRawPointer, from start: Int, to limit: Int, isSecure: Bool) {
        self.start = start
        self.end = start
        guard start < limit else { return self.fail(.invalidTargetForm, at: start) }
        if base.load(fromByteOffset: start, as: UInt8.self) != ASCII.slash {
            self.readOtherForm(base, start, limit, isSecure: isSecure)
            guard self.form == .absolute, self.failure == nil else { return }
        }
        self.readPath(base, from: self.start, to: limit)
        if self.failure == nil { self.readQuery(base, from: self.pathEnd, to: limit) }
    }

    private mutating func fail(_ code: FramingError.Code, at offset: Int) {
        self.failure = code
        self.end = offset
    }

    // MARK: Forms

    @inline(never)
    private mutating func readOtherForm(_ base: UnsafeRawPointer, _ start: Int, _ limit: Int, isSecure: Bool) {
        if base.load(fromByteOffset: start, as: UInt8.self) == ASCII.asterisk {
            self.form = .asterisk
            self.pathEnd = start &+ 1
            self.end = start &+ 1
            return
        }
        self.form = .absolute
        var authority = start
        if Self.hasPrefix(base, start, limit, "http://") {
            if isSecure { return self.fail(.wrongScheme, at: start) }
            authority += 7
        } else if Self.hasPrefix(base, start, limit, "https://") {
            if !isSecure { return self.fail(.wrongScheme, at: start) }
            authority += 8
        } else {
            return self.fail(.invalidTargetForm, at: start)
        }
        self.authorityStart = authority
        while authority < limit {
            let byte = base.load(fromByteOffset: authority, as: UInt8.self)
            // What else is wrong here makes it differ from Host.
            if byte == ASCII.slash || byte == ASCII.questionMark || byte <= ASCII.space || byte >= ASCII.delete {
                break
            }
            authority += 1
        }
        self.authorityEnd = authority
        self.start = authority
    }

    private static func hasPrefix(
        _ base: UnsafeRawPointer,
        _ start: Int,
        _ limit: Int,
        _ prefix: StaticString
    ) -> Bool {
        let count = prefix.utf8CodeUnitCount
        return limit - start >= count && ByteText.isSameText(base + start, UnsafeRawPointer(prefix.utf8Start), count)
    }

    // MARK: Path and query

    @inline(__always)
    private mutating func readPath(_ base: UnsafeRawPointer, from start: Int, to limit: Int) {
        var position = start
        // Of the segment being read: its bytes, an encoded one counted once, and how many of them are dots.
        var length = 0
        var dots = 0
        reading: while position < limit {
            switch TargetByteClass(base.load(fromByteOffset: position, as: UInt8.self)) {
            case .plain:
                length &+= 1
            case .dot:
                length &+= 1
                dots &+= 1
            case .slash:
                if position > start {
                    if length == 0 { return self.fail(.emptySegment, at: position) }
                    if length == dots, length <= 2 { return self.fail(.dotSegment, at: position) }
                }
                length = 0
                dots = 0
            case .percent:
                let byte = self.readEncoded(base, at: position, to: limit)
                if self.failure != nil { return }
                if byte == ASCII.dot { dots &+= 1 }
                if byte == ASCII.slash || byte == ASCII.backslash { self.hasEncodedSlash = true }
                length &+= 1
                position &+= 2
            case .onlyInQuery: return self.fail(.invalidTargetByte, at: position)
            case .questionMark, .refused: break reading
            }
            position &+= 1
        }
        if length == dots, length == 1 || length == 2 { return self.fail(.dotSegment, at: position) }
        if position == start { self.needsRewriting = true }
        self.pathEnd = position
        self.end = position
    }

    @inline(__always)
    private mutating func readQuery(_ base: UnsafeRawPointer, from start: Int, to limit: Int) {
        var position = start
        while position < limit {
            switch TargetByteClass(base.load(fromByteOffset: position, as: UInt8.self)) {
            case .percent:
                _ = self.readEncoded(base, at: position, to: limit)
                if self.failure != nil { return }
                position &+= 2
            case .refused:
                self.end = position
                return
            default: break
            }
            position &+= 1
        }
        self.end = position
    }

    /// Reads `%` and two digits.
    private mutating func readEncoded(_ base: UnsafeRawPointer, at position: Int, to limit: Int) -> UInt8 {
        guard position &+ 2 < limit else {
            self.fail(.invalidPercentEncoding, at: position)
            return 0
        }
        let high = ASCII.hexValue(base.load(fromByteOffset: position &+ 1, as: UInt8.self))
        let low = ASCII.hexValue(base.load(fromByteOffset: position &+ 2, as: UInt8.self))
        let byte = high &<< 4 | low
        if high > 15 || low > 15 || byte == 0 { self.fail(.invalidPercentEncoding, at: position) }
        if ASCII.isUnreserved(byte) { self.needsRewriting = true }
        return byte
    }
}
