import Telemetry

/// A ring that the pipeline drains.
struct RingSource {
    let ring: RecordRing
    /// How many losses were already counted.
    private var countedLosses: UInt64 = 0
    /// How many that sampling left out were.
    private var countedSampledOut: UInt64 = 0

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
}
