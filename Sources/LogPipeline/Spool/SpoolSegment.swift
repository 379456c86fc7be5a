/// What is known of one file of a spool.
struct SpoolSegment {
    static let suffix = ".seg"
    /// How exactly the age of a record is known.
    private static let timeGrain: UInt64 = 1000
    /// No sequence is higher: nothing damaged makes arithmetic overflow.
    static let sequenceLimit: UInt64 = 1 << 62

    let name: String
    let first: UInt64
    let serial: Int
    /// The sequence before `first` when it is empty.
    var last: UInt64
    /// Where the last record ends that may be read.
    var end: Int
    /// Something in it could not be read: it is kept aside when it is done with.
    var isCorrupt = false
    /// Sequences known to be lost, ascending.
    var notes: [ClosedRange<UInt64>] = []
    /// From which sequence on records are how old (milliseconds since 1970), ascending.
    private(set) var times: [(sequence: UInt64, milliseconds: UInt64)] = []

    /// - Parameters:
    ///   - first: Its first sequence.
    ///   - end: Behind its header.
    ///   - serial: Tells it from others of the same name.
    init(first: UInt64, end: Int, serial: Int) {
        self.serial = serial
        self.name = Self.name(first)
        self.first = first
        self.last = first - 1
        self.end = end
    }

    /// `<first sequence, 20 digits>.seg`.
    static func name(_ first: UInt64) -> String {
        let digits = String(first)
        return String(repeating: "0", count: 20 - digits.count) + digits + Self.suffix
    }

    /// The first sequence in a file's name; nil when it is no segment.
    static func first(in name: String) -> UInt64? {
        guard name.utf8.count == 24, name.hasSuffix(Self.suffix) else { return nil }
        let digits = name.dropLast(4)
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let first = UInt64(digits),
            first > 0, first <= Self.sequenceLimit
        else { return nil }
        return first
    }

    mutating func noteTime(_ sequence: UInt64, _ milliseconds: UInt64) {
        if let last = self.times.last, milliseconds < last.milliseconds + Self.timeGrain { return }
        self.times.append((sequence, milliseconds))
    }

    /// When a record was made, milliseconds since 1970, or up to a second before.
    func time(of sequence: UInt64) -> UInt64? { self.times.last { $0.sequence <= sequence }?.milliseconds }

    /// How many records with such sequences are in it; those noted as lost are not.
    func count(of range: ClosedRange<UInt64>) -> UInt64 {
        let (lower, upper) = (max(range.lowerBound, self.first), min(range.upperBound, self.last))
        if lower > upper { return 0 }
        return upper - lower + 1 - self.lostCount(in: lower...upper)
    }

    /// How many of the sequences are noted as lost.
    func lostCount(in range: ClosedRange<UInt64>) -> UInt64 {
        self.notes.filter { $0.overlaps(range) }.reduce(0) { sum, note in
            let common = note.clamped(to: range)
            return sum + common.upperBound - common.lowerBound + 1
        }
    }
}
