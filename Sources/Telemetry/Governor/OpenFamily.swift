import Synchronization

/// The open label of one family in one registry: which values have series, and the sketches of all writers.
final class OpenFamily: Sendable {
    let descriptor: FamilyDescriptor
    /// The place of the open label among the family's.
    let label: Int
    /// The most values with series of their own.
    let cap: Int
    /// Random: what values are hashed with.
    let key: UInt64
    /// That of the current table: what a writer compares before each use.
    let generation = Atomic<UInt64>(1)
    private let current: Mutex<OpenTable>
    private let sketches = Mutex<[OpenSketch]>([])
    private let candidates: Mutex<OpenCandidates>

    init(_ descriptor: FamilyDescriptor, label: Int, cap: Int) {
        var generator = SystemRandomNumberGenerator()
        let key = generator.next()
        self.descriptor = descriptor
        self.label = label
        self.cap = cap
        self.key = key
        self.current = Mutex(OpenTable(generation: 1, rows: Array(repeating: nil, count: cap), key: key))
        self.candidates = Mutex(OpenCandidates(cap: cap))
    }

    /// Entries of a sketch (telemetry.md section 1).
    var sketchCapacity: Int { self.cap * 4 }

    var table: OpenTable { self.current.withLock { $0 } }

    /// Makes the sketch of one more writer.
    func makeSketch() -> OpenSketch {
        let sketch = OpenSketch(capacity: self.sketchCapacity)
        self.sketches.withLock { $0.append(sketch) }
        return sketch
    }

    /// Merges what the writers have seen and decides anew.
    ///
    /// - Parameters:
    ///   - now: Monotonic milliseconds.
    ///   - count: How often a value that has series was recorded so far.
    ///   - prepare: Gets the values of the old and of the next table before that is published.
    /// - Returns: The values that have series now; nil: the same as before.
    func review(now: UInt64, count: (_ text: String) -> UInt64, prepare: (Set<String>) -> Void) -> Set<String>? {
        self.candidates.withLock { candidates in
            let before = candidates.texts
            candidates.beginRound()
            for sketch in self.sketches.withLock({ $0 }) {
                sketch.drain { candidates.add($0, count: $1, error: $2) }
            }
            candidates.addAdmitted(count)
            guard candidates.endRound(now: now) else { return nil }
            prepare(before.union(candidates.texts))
            let generation = self.generation.load(ordering: .relaxed) + 1
            let table = OpenTable(generation: generation, rows: candidates.rows, key: self.key)
            self.current.withLock { $0 = table }
            self.generation.store(generation, ordering: .releasing)
            return candidates.texts
        }
    }
}
