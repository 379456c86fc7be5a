import Telemetry

/// A ring that the pipeline reads, and whose room it gives back when the sinks have what was in it.
struct RingSource {
    let ring: RecordRing
    /// How many losses were already counted.
    private var countedLosses: UInt64 = 0
    /// How many that sampling left out were.
    private var countedSampledOut: UInt64 = 0
    /// What was read and waits for the sinks.
    private var pending = ReleaseQueue()
    private var notedPosition = 0

    init(_ ring: RecordRing) { self.ring = ring }

    /// Records the full ring refused since the last call.
    mutating func takeLosses() -> UInt64 {
        let count = self.ring.droppedCount
        defer { self.countedLosses = count }
        return count &- self.countedLosses
    }

    /// Records that sampling left out since the last call.
    mutating func takeSampledOut() -> UInt64 {
        let count = self.ring.sampledOutCount
        defer { self.countedSampledOut = count }
        return count &- self.countedSampledOut
    }

    /// All that was read so far was handed over; the sinks had then taken this much.
    mutating func noteRead(_ marks: SinkMarks) {
        let position = self.ring.readPosition
        guard position > self.notedPosition else { return }
        self.notedPosition = position
        self.pending.add(position, marks)
    }

    /// Gives back the room of what the sinks have written.
    ///
    /// A stalled sink holds what it has not written as long as half of the ring is free: a kill then costs nothing.
    mutating func release(_ marks: WrittenMarks) {
        while let position = self.pending.take(marks.written) { self.ring.release(to: position) }
        while self.ring.usedBytes > self.ring.capacity / 2, let position = self.pending.take(marks.lenient) {
            self.ring.release(to: position)
        }
    }
}
