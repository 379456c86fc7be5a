/// One line of a field section, read in one pass (RFC 9112 section 5).
struct FieldLine {
    /// The offset after the line's LF; 0 when the line is incomplete or wrong.
    var end = 0
    /// A name of no length: the line is empty, the section ends.
    var entry = FieldEntry()
    /// What is wrong; nil when only bytes are missing.
    var failure: FramingError.Code?
    var failureOffset = 0

    /// Reads the line that begins at `start`.
    ///
    /// - Parameters:
    ///   - base: Where offsets count from.
    ///   - start: The line's first byte.
    ///   - count: How many bytes there are from `base`, in `start...65_535` when a good line is found.
    ///   - allowsUnderscore: Whether names may contain `_`: not in requests, because CGI and its kin turn `-` into `_`,
    ///     so that two names would be one.
    /// - Complexity: O(n) in the line's bytes; does not allocate.
    @inline(__always)
    init(_ base: UnsafeRawPointer, from start: Int, count: Int, allowsUnderscore: Bool) {
        self.read(base, from: start, count: count, allowsUnderscore: allowsUnderscore)
    }

    @inline(__always)
    private mutating func read(_ base: UnsafeRawPointer, from start: Int, count: Int, allowsUnderscore: Bool) {
        var position = start
        var hasUnderscore = false
        while position < count {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            guard ASCII.isToken(byte) else { break }
            hasUnderscore = hasUnderscore || byte == ASCII.underscore
            position &+= 1
        }
        guard position < count else { return }
        let nameEnd = position
        guard base.load(fromByteOffset: position, as: UInt8.self) == ASCII.colon, nameEnd > start else {
            return self.readOther(base, from: start, at: position, count: count)
        }
        if hasUnderscore, !allowsUnderscore { return self.fail(.underscoreInFieldName, at: start) }
        position &+= 1
        while position < count, ASCII.isBlank(base.load(fromByteOffset: position, as: UInt8.self)) { position &+= 1 }
        let valueStart = position
        position = Self.endOfText(base, from: position, count: count)
        guard position &+ 1 < count else {
            if position < count { self.checkLast(base, at: position) }
            return
        }
        guard Self.isLineEnd(base, position) else { return self.failValue(base, at: position) }
        var valueEnd = position
        while valueEnd > valueStart, ASCII.isBlank(base.load(fromByteOffset: valueEnd &- 1, as: UInt8.self)) {
            valueEnd &-= 1
        }
        self.end = position &+ 2
        self.entry.nameStart = UInt16(truncatingIfNeeded: start)
        self.entry.nameLength = UInt16(truncatingIfNeeded: nameEnd &- start)
        self.entry.valueStart = UInt16(truncatingIfNeeded: valueStart)
        self.entry.valueLength = UInt16(truncatingIfNeeded: valueEnd &- valueStart)
        self.entry.name = FieldName(base + start, count: nameEnd &- start)
    }

    @inline(__always)
    private static func isLineEnd(_ base: UnsafeRawPointer, _ position: Int) -> Bool {
        base.load(fromByteOffset: position, as: UInt8.self) == ASCII.carriageReturn
            && base.load(fromByteOffset: position &+ 1, as: UInt8.self) == ASCII.lineFeed
    }

    /// The offset of the first control character other than tab; `count` when there is none.
    ///
    /// Looks at eight bytes at a time: in `(word - 0x20…) & ~word` the lowest high bit marks the first byte under 0x20, in
    /// the other the first byte 0x7F (Bit Twiddling Hacks, "Determine if a word has a byte less than n").
    @inline(__always)
    static func endOfText(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
        var position = start
        while position &+ 8 <= count {
            let word = (base + position).loadUnaligned(as: UInt64.self)
            let flipped = word ^ 0x7F7F_7F7F_7F7F_7F7F
            let controls = (word &- 0x2020_2020_2020_2020) & ~word
            let deletes = (flipped &- 0x0101_0101_0101_0101) & ~flipped
            let hits = (controls | deletes) & 0x8080_8080_8080_8080
            guard hits != 0 else {
                position &+= 8
                continue
            }
            position &+= hits.trailingZeroBitCount &>> 3
            guard base.load(fromByteOffset: position, as: UInt8.self) == ASCII.tab else { return position }
            position &+= 1
        }
        while position < count {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            if (byte < ASCII.space && byte != ASCII.tab) || byte == ASCII.delete { break }
            position &+= 1
        }
        return position
    }

    // MARK: What is not a field

    private mutating func fail(_ code: FramingError.Code, at offset: Int) {
        self.failure = code
        self.failureOffset = offset
    }

    /// The last byte there is ends the text of a value: that is right only for CR.
    private mutating func checkLast(_ base: UnsafeRawPointer, at position: Int) {
        if base.load(fromByteOffset: position, as: UInt8.self) != ASCII.carriageReturn {
            self.failValue(base, at: position)
        }
    }

    /// A control character stands in a value.
    private mutating func failValue(_ base: UnsafeRawPointer, at position: Int) {
        switch base.load(fromByteOffset: position, as: UInt8.self) {
        case ASCII.lineFeed: self.fail(.bareLineFeed, at: position)
        case ASCII.carriageReturn: self.fail(.bareCarriageReturn, at: position)
        default: self.fail(.invalidFieldValue, at: position)
        }
    }

    /// The line is empty, or `position` holds a byte that is neither part of a name nor the colon after it.
    private mutating func readOther(_ base: UnsafeRawPointer, from start: Int, at position: Int, count: Int) {
        let byte = base.load(fromByteOffset: position, as: UInt8.self)
        switch byte {
        case ASCII.carriageReturn:
            guard position &+ 1 < count else { return }
            guard Self.isLineEnd(base, position) else { return self.fail(.bareCarriageReturn, at: position) }
            if position > start { return self.fail(.missingColon, at: position) }
            self.end = position &+ 2
        case ASCII.lineFeed: self.fail(.bareLineFeed, at: position)
        case ASCII.space, ASCII.tab: self.fail(position == start ? .foldedField : .spaceBeforeColon, at: position)
        default: self.fail(.invalidFieldName, at: position)
        }
    }
}
