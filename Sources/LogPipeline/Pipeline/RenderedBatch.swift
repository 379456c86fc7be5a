import Telemetry

/// Lines of one stream that go to its sinks together, and what was lost on the way.
struct RenderedBatch: ~Copyable {
    let stream: RecordStream
    var lines: LineWriter
    /// How many records the lines are.
    var eventCount: UInt64 = 0
    /// Records meant to be written, by level: the lines and the losses.
    private(set) var emitted = LevelCounts()
    private(set) var losses: [DropReasonLabel: UInt64] = [:]
    private(set) var sampledOut: UInt64 = 0
    var truncations = TruncationCounts()
    /// They are of an earlier run: counted as recovered, not as emitted.
    let isRecovered: Bool
    /// Only durable sinks other than this one take them: it has them already.
    let owner: SinkKind?

    init(_ stream: RecordStream, capacity: Int, isRecovered: Bool = false, owner: SinkKind? = nil) {
        self.isRecovered = isRecovered
        self.owner = owner
        self.stream = stream
        self.lines = LineWriter(capacity: capacity)
    }

    var isEmpty: Bool {
        self.eventCount == 0 && self.losses.isEmpty && self.sampledOut == 0 && self.truncations.isEmpty
    }

    /// One more line was written.
    /// - Parameter levelIndex: The level's place among all, `trace` is 0.
    @inline(__always)
    mutating func lineAdded(_ levelIndex: Int) {
        self.eventCount += 1
        self.emitted[levelIndex] += 1
    }

    mutating func recordsLost(_ reason: DropReasonLabel, _ count: UInt64, _ levelIndex: Int) {
        if count == 0 { return }
        self.losses[reason, default: 0] += count
        self.emitted[levelIndex] += count
    }

    /// Sampling left records out: they were meant to be written as much as the others.
    mutating func recordsSampledOut(_ count: UInt64) {
        self.sampledOut += count
        self.emitted[LevelIndex.info] += count
    }

    mutating func removeAll() {
        self.lines.removeAll()
        self.eventCount = 0
        self.emitted = LevelCounts()
        self.sampledOut = 0
        self.losses.removeAll(keepingCapacity: true)
        self.truncations = TruncationCounts()
    }
}
