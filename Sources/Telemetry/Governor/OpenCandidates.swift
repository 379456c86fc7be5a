/// What the governor knows of an open label's values, and its decision which of them have series.
///
/// Frequencies fade: each round they lose 1/32, so half is forgotten after some four minutes and what once was frequent
/// does not keep its place. A value is admitted when it is among the first K and certainly more than 1/8K of what has no
/// series: below that, a sketch of 4K entries cannot tell it from noise. It leaves after an hour out of the first 2K.
struct OpenCandidates {
    /// One value.
    private struct Candidate {
        /// Fading.
        var score = 0.0
        /// The part of the score that may be other values'.
        var doubt = 0.0
        /// Monotonic milliseconds; when it was last among the first 2K.
        var lastNeeded: UInt64 = 0
        /// Its row; -1: it has none.
        var row = -1
        /// Of a value that has series: what was counted in them.
        var count: UInt64 = 0
    }

    static let stay: UInt64 = 3_600_000
    private static let fading = 31.0 / 32
    /// A score below this is that of a value that no longer comes.
    private static let leastScore = 0.5

    let cap: Int
    private(set) var rows: [OpenTable.Row?]
    private var candidates: [[UInt8]: Candidate] = [:]
    /// What was seen of values without series, fading.
    private var total = 0.0
    private var stays: UInt64 = 0

    init(cap: Int) {
        self.cap = cap
        self.rows = Array(repeating: nil, count: cap)
    }

    /// The values that have series.
    var texts: Set<String> { Set(self.rows.compactMap { $0?.text }) }

    mutating func beginRound() {
        self.total *= Self.fading
        self.candidates = self.candidates.mapValues { candidate in
            var next = candidate
            next.score *= Self.fading
            next.doubt *= Self.fading
            return next
        }
    }

    /// Adds what one sketch has counted.
    mutating func add(_ value: UnsafeRawBufferPointer, count: UInt64, error: UInt64) {
        self.candidates[Array(value), default: Candidate()].score += Double(count)
        self.candidates[Array(value)]?.doubt += Double(error)
        // The counts of a sketch add up to what it was offered.
        self.total += Double(count)
    }

    /// Adds what was recorded in the series of values that have some.
    mutating func addAdmitted(_ count: (_ text: String) -> UInt64) {
        for row in self.rows {
            guard let row, var candidate = self.candidates[row.bytes] else { continue }
            let now = count(row.text)
            let change = Double(now &- min(candidate.count, now))
            candidate.score += change
            candidate.count = now
            self.candidates[row.bytes] = candidate
        }
    }

    /// Decides.
    ///
    /// - Returns: Whether ``rows`` are others than before.
    mutating func endRound(now: UInt64) -> Bool {
        let ranked = self.candidates.sorted { first, second in
            let (a, b) = (first.value.score - first.value.doubt, second.value.score - second.value.doubt)
            return a == b ? first.key.lexicographicallyPrecedes(second.key) : a > b
        }
        for (value, candidate) in ranked.prefix(2 * self.cap) where candidate.score >= Self.leastScore {
            self.candidates[value]?.lastNeeded = now
        }
        var hasChanged = false
        for (place, row) in self.rows.enumerated() {
            guard let row, let candidate = self.candidates[row.bytes] else { continue }
            guard now >= candidate.lastNeeded + Self.stay else { continue }
            self.rows[place] = nil
            self.candidates[row.bytes]?.row = -1
            hasChanged = true
        }
        for (value, candidate) in ranked.prefix(self.cap) where candidate.row < 0 {
            let isFrequent = (candidate.score - candidate.doubt) * Double(8 * self.cap) > self.total
            guard isFrequent, candidate.score >= Self.leastScore, self.admit(value) else { continue }
            hasChanged = true
        }
        for (value, _) in ranked.dropFirst(4 * self.cap) where self.candidates[value]?.row == -1 {
            self.candidates[value] = nil
        }
        return hasChanged
    }

    /// Gives a value a row, if one is free and its text is not one that we give ourselves.
    private mutating func admit(_ value: [UInt8]) -> Bool {
        let text = OpenText.make(value)
        guard let place = self.rows.firstIndex(where: { $0 == nil }), !text.isEmpty, text != "_other" else {
            return false
        }
        // Two values may differ in bytes that are no UTF-8, and so share their series: the first of them counts.
        if self.rows.contains(where: { $0?.text == text }) { return false }
        self.stays += 1
        self.rows[place] = OpenTable.Row(stay: self.stays, bytes: value, text: text)
        self.candidates[value]?.row = place
        // Its series may hold what an earlier stay has counted.
        self.candidates[value]?.count = .max
        return true
    }
}
