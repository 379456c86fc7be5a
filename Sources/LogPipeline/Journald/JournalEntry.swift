import Glibc

/// One entry as `sd_journal_sendv` takes it: pieces of `NAME=value` in one buffer that is used again and again.
///
/// Owned by the sink's thread.
struct JournalEntry: ~Copyable {
    /// All fields an entry can have.
    private static let fieldLimit = 24
    /// What stands in an entry beside the values of its line.
    private static let constantBytes = 1024

    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var next: UnsafeMutablePointer<UInt8>
    private let pieces: UnsafeMutablePointer<iovec>
    private(set) var count = 0
    private var seen: UInt32 = 0

    init() {
        self.capacity = 8192
        self.start = .allocate(capacity: self.capacity)
        self.next = self.start
        self.pieces = .allocate(capacity: Self.fieldLimit)
    }

    deinit {
        self.start.deallocate()
        self.pieces.deallocate()
    }

    var fields: UnsafeMutablePointer<iovec> { self.pieces }

    /// Reads a line and makes the entry of it.
    ///
    /// A line that is none of ours becomes a message: nothing is lost because it cannot be read.
    /// - Parameters:
    ///   - line: Without its newline.
    ///   - sendsECS: Whether the whole line is a field too.
    mutating func fill(_ line: UnsafeRawBufferPointer, sendsECS: Bool) {
        self.begin(line.count)
        if !self.read(line) {
            self.begin(line.count)
            self.add("PRIORITY=", "5")
            self.add("MESSAGE=", cleaning: line)
            self.add("MESSAGE_ID=", JournalRecordKind.message.messageID)
        }
        self.add("SYSLOG_IDENTIFIER=", "watchgate")
        self.add("SYSLOG_FACILITY=", "3")  // daemon
        if sendsECS { self.add("ECS=", copying: line) }
    }

    private mutating func begin(_ lineBytes: Int) {
        // Each value of the line at most once, and the line itself.
        let needed = 2 * lineBytes + Self.constantBytes
        if self.capacity < needed {
            self.start.deallocate()
            self.capacity = needed
            self.start = .allocate(capacity: needed)
        }
        self.next = self.start
        self.count = 0
        self.seen = 0
    }

    /// - Returns: False when the line is none of ours.
    private mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
        guard var scanner = LineScanner(line) else { return false }
        var kind = JournalRecordKind.message
        var hasCode = false
        var isAccess = false
        while true {
            switch scanner.step() {
            case .malformed: return false
            case .end:
                if isAccess { kind = hasCode ? .requestFailed : .request }
                self.add("MESSAGE_ID=", kind.messageID)
                return true
            case .member(let member):
                guard let field = JournalField.named(member.name), self.isNew(field) else { continue }
                switch field {
                case .level: self.add(field.prefix, JournalPriority.digit(member.value))
                case .dataset:
                    let stream = Self.stream(member.value)
                    isAccess = StaticString("access").equals(stream)
                    self.add(field.prefix, cleaning: stream)
                case .message:
                    kind = JournalRecordKind.ofMessage(member.value)
                    self.add(field.prefix, cleaning: member.value)
                case .errorNumber:
                    if Self.isNumber(member.value) { self.add(field.prefix, copying: member.value) }
                default:
                    if field == .reason || field == .errorCode { hasCode = true }
                    if member.isEscaped {
                        self.add(field.prefix, cleaning: member.value)
                    } else {
                        self.add(field.prefix, copying: member.value)
                    }
                }
            }
        }
    }

    private mutating func isNew(_ field: JournalField) -> Bool {
        let bit = 1 << field.rawValue as UInt32
        defer { self.seen |= bit }
        return self.seen & bit == 0
    }

    /// `gateway.access` is the stream `access`.
    private static func stream(_ dataset: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let start = dataset.lastIndex(of: 0x2E).map { $0 + 1 } ?? 0
        return UnsafeRawBufferPointer(rebasing: dataset[start...])
    }

    private static func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
        (1...9).contains(text.count) && text.allSatisfy { (0x30...0x39).contains($0) }
    }

    // MARK: Pieces

    private mutating func add(_ prefix: StaticString, _ value: StaticString) {
        self.add(prefix, copying: UnsafeRawBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
    }

    private mutating func add(_ prefix: StaticString, copying value: UnsafeRawBufferPointer) {
        let piece = self.next
        self.put(prefix)
        if let source = value.baseAddress {
            UnsafeMutableRawPointer(self.next).copyMemory(from: source, byteCount: value.count)
        }
        self.next += value.count
        self.close(piece)
    }

    private mutating func add(_ prefix: StaticString, cleaning value: UnsafeRawBufferPointer) {
        let piece = self.next
        self.put(prefix)
        self.next = JournalText.write(value, to: self.next)
        self.close(piece)
    }

    private mutating func put(_ prefix: StaticString) {
        UnsafeMutableRawPointer(self.next).copyMemory(from: prefix.utf8Start, byteCount: prefix.utf8CodeUnitCount)
        self.next += prefix.utf8CodeUnitCount
    }

    private mutating func close(_ piece: UnsafeMutablePointer<UInt8>) {
        precondition(self.next <= self.start + self.capacity && self.count < Self.fieldLimit, "a journal entry too big")
        self.pieces[self.count] = iovec(iov_base: UnsafeMutableRawPointer(piece), iov_len: self.next - piece)
        self.count += 1
    }
}
