/// Reads field lines one by one out of bytes that arrive in pieces: the fields of a head, or a trailer section.
///
/// A line is judged when its LF is there, or when it is known to be over a limit. So the result never depends on how the
/// bytes were cut, and one byte at a time costs O(n) in all: until then each new byte is only compared with LF.
struct FieldSection {
    enum Step {
        case field(FieldEntry)
        case end
        case needMore
        case failed(FramingError)
    }

    /// The first byte of the line that is to be read next.
    private(set) var lineStart = 0
    private var fieldCount = 0
    /// There is no LF between `lineStart` and here.
    private var searched = 0
    /// From this count of bytes on, a limit may be passed even without LF.
    private var wakeCount = 0

    /// Whether a call of `next`, or another look at the start line, can have a new result.
    /// - Complexity: O(n) in the bytes not yet seen.
    @inline(__always)
    mutating func shouldRead(_ base: UnsafeRawPointer, count: Int) -> Bool {
        if count >= self.wakeCount { return true }
        if ByteText.offset(of: ASCII.lineFeed, base, from: self.searched, to: count) != nil { return true }
        self.searched = count
        return false
    }

    /// Asks to be called again when there is an LF or as many bytes as this.
    mutating func wait(searched: Int, wakeCount: Int) {
        self.searched = searched
        self.wakeCount = wakeCount
    }

    /// The start line ends here: fields follow.
    @inline(__always)
    mutating func skipStartLine(to end: Int) { self.lineStart = end }

    /// Reads the next line.
    /// - Complexity: O(n) in the line's bytes; does not allocate.
    @inline(__always)
    mutating func next(
        _ base: UnsafeRawPointer,
        count: Int,
        limits: MessageLimits,
        allowsUnderscore: Bool
    ) -> Step {
        let start = self.lineStart
        if self.fieldCount == limits.headerCount, start < count {
            let byte = base.load(fromByteOffset: start, as: UInt8.self)
            if byte != ASCII.carriageReturn && byte != ASCII.lineFeed {
                return .failed(FramingError(code: .tooManyFields, offset: start))
            }
        }
        let line = FieldLine(base, from: start, count: count, allowsUnderscore: allowsUnderscore)
        // As many bytes may hold the line and its LF.
        let bound = min(start &+ limits.fieldBytes &+ 2, limits.headBytes)
        guard line.end != 0, line.end <= bound else { return self.judge(line, base, count, bound, limits) }
        self.lineStart = line.end
        if line.entry.nameLength == 0 { return .end }
        self.fieldCount &+= 1
        return .field(line.entry)
    }

    /// The line is wrong, too long or incomplete.
    @inline(never)
    private mutating func judge(
        _ line: FieldLine,
        _ base: UnsafeRawPointer,
        _ count: Int,
        _ bound: Int,
        _ limits: MessageLimits
    ) -> Step {
        let start = self.lineStart
        let isComplete = ByteText.offset(of: ASCII.lineFeed, base, from: start, to: min(count, bound)) != nil
        if isComplete, let failure = line.failure {
            return .failed(FramingError(code: failure, offset: line.failureOffset))
        }
        if count >= bound {
            let isHead = bound == limits.headBytes
            return .failed(FramingError(code: isHead ? .headTooLarge : .fieldTooLong, offset: bound))
        }
        // One field too many shows at its first byte.
        let isFull = self.fieldCount == limits.headerCount && count == start
        self.wait(searched: count, wakeCount: isFull ? start &+ 1 : bound)
        return .needMore
    }
}
