import Glibc

/// Finds out which records of a process are in lines of a log already, by their `event.id`.
struct SequenceScan {
    /// Of its lines only those with this boot id and stream count.
    let bootID: UInt32
    let stream: RecordStream
    /// By shard, the first sequence that matters.
    private let wanted: [UInt8: UInt64]
    /// What was found of those that matter.
    private(set) var found: [UInt8: Set<UInt64>] = [:]
    /// By shard, the highest sequence that was found of those before.
    private(set) var lastBefore: [UInt8: UInt64] = [:]
    private var passed: Set<UInt8> = []

    /// Bytes behind a chunk that may belong to an id that begins in it.
    static let overlap = 64
    private static let mark: StaticString = #","event.id":""#

    init(bootID: UInt32, stream: RecordStream, wanted: [UInt8: UInt64]) {
        self.bootID = bootID
        self.stream = stream
        self.wanted = wanted
    }

    func contains(_ shard: UInt8, _ sequence: UInt64) -> Bool { self.found[shard]?.contains(sequence) == true }

    /// Of every shard a record was found that is older than those that matter.
    var isPassed: Bool { self.wanted.keys.allSatisfy { self.passed.contains($0) } }

    /// Takes the ids in some bytes of a log.
    ///
    /// A text from outside cannot look like one: its quotes are escaped.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        guard var next = bytes.baseAddress else { return }
        let end = next + bytes.count
        let mark = UnsafeRawPointer(Self.mark.utf8Start)
        let markCount = Self.mark.utf8CodeUnitCount
        while next < end, let place = GNULibrary.find(mark, markCount, in: next, end - next) {
            next = place + markCount
            guard end - next >= 26 else { return }
            if let id = Self.id(next) { self.take(id) }
        }
    }

    private mutating func take(_ id: UInt128) {
        guard UInt32(truncatingIfNeeded: id >> 48) == self.bootID,
            UInt8(truncatingIfNeeded: id >> 38) & 3 == self.stream.rawValue
        else { return }
        let shard = UInt8(truncatingIfNeeded: id >> 40)
        let sequence = UInt64(truncatingIfNeeded: id) & 0x3F_FFFF_FFFF
        guard let first = self.wanted[shard] else { return }
        if sequence < first {
            self.passed.insert(shard)
            self.lastBefore[shard] = max(self.lastBefore[shard] ?? 0, sequence)
        } else {
            self.found[shard, default: []].insert(sequence)
        }
    }

    /// The number of 26 base-32 digits; nil when there are others.
    private static func id(_ start: UnsafeRawPointer) -> UInt128? {
        var value: UInt128 = 0
        for offset in 0..<26 {
            let digit = self.digits[Int(start.load(fromByteOffset: offset, as: UInt8.self))]
            if digit == 0xFF { return nil }
            value = value << 5 | UInt128(digit)
        }
        return value
    }

    private static let digits: [UInt8] = {
        var digits = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.enumerated() {
            digits[Int(digit)] = UInt8(value)
        }
        return digits
    }()
}
