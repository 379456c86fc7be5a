import Telemetry

/// One ring of a dead process on its way into the sinks.
///
/// Owned by the pipeline's thread once it has started.
final class OldBootRing {
    let ring: OldRing
    let stream: RecordStream
    let shard: UInt8
    /// Records that nobody had read may be believed when what holds for every record holds for them.
    private let trustsUnsealed: Bool
    private let nameCount: Int
    /// What the file sink has already.
    var scan: SequenceScan?
    private var pending = ReleaseQueue()
    /// The first and the last sequence in it; 0: none.
    private(set) var firstSequence: UInt64 = 0
    private(set) var lastSequence: UInt64 = 0
    /// Records whose numbers cannot be.
    private(set) var rejectedCount = 0
    /// Records that were handed to the sinks, and those that the file had.
    var recoveredCount: UInt64 = 0
    var knownCount: UInt64 = 0

    init(_ ring: OldRing, trustsUnsealed: Bool, nameCount: Int) {
        self.ring = ring
        self.stream = ring.header.stream == RecordStream.app.rawValue ? .app : .access
        self.shard = UInt8(truncatingIfNeeded: ring.header.shard)
        self.trustsUnsealed = trustsUnsealed
        self.nameCount = nameCount
    }

    /// Notes the first record's sequence, and begins again.
    func findFirst() {
        while self.lastSequence == 0, !self.ring.isRead { self.read(atMost: 1) { _ in } }
        self.firstSequence = self.lastSequence
        (self.lastSequence, self.rejectedCount) = (0, 0)
        self.ring.rewind()
    }

    /// Reads records in order; one whose number does not follow is taken for damage.
    func read(atMost limit: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        let shard = UInt16(self.shard)
        self.ring.read(atMost: limit) { bytes in
            guard self.trustsUnsealed else { return false }
            return self.stream == .app
                ? AppRecord.isPlausible(bytes)
                : AccessRecord.isPlausible(bytes, shard: shard, nameCount: self.nameCount)
        } _: { bytes in
            let sequence = self.sequence(bytes)
            guard let sequence, sequence > self.lastSequence, sequence < 1 << 38 else {
                self.rejectedCount += 1
                return
            }
            self.lastSequence = sequence
            body(bytes)
        }
    }

    private func sequence(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
        switch self.stream {
        case .access:
            guard bytes.count >= MemoryLayout<AccessRecord>.size else { return nil }
            let record = bytes.load(as: AccessRecord.self)
            return record.shard == self.shard ? record.sequence : nil
        case .app:
            return bytes.count >= MemoryLayout<AppRecord>.size ? bytes.load(as: AppRecord.self).sequence : nil
        case .audit: return nil  // never in a ring
        }
    }

    var isDamaged: Bool { self.ring.damageCount > 0 || self.rejectedCount > 0 }

    /// Whether the file sink has the record that was just read.
    var isKnown: Bool { self.scan?.contains(self.shard, self.lastSequence) == true }

    /// What was read so far was handed over; the sinks had then taken this much.
    func noteRead(_ marks: SinkMarks) { self.pending.add(self.ring.position, marks) }

    /// Notes in the file what the sinks have.
    func release(_ marks: WrittenMarks) {
        var last: Int?
        while let position = self.pending.take(marks.written) { last = position }
        // When it fails the log is searched again after the next kill.
        if let last { self.ring.release(to: last) }
    }

    /// All of it is safe.
    var isDone: Bool { self.ring.isRead && self.pending.isEmpty }

    /// The sequence of the last record that was made, if the ring's count can be believed.
    var lastMade: UInt64? {
        let offered = self.ring.offeredCount
        return offered >= self.lastSequence && offered - self.lastSequence < 1 << 32 ? offered : nil
    }

    /// How many records neither the ring nor the log has; nil when that cannot be told.
    var lostCount: UInt64? {
        guard let made = self.lastMade else { return nil }
        let readable = self.recoveredCount + self.knownCount
        // Before the first of the ring everything was released: it is in the log, or was lost with a stalled sink.
        let first = self.firstSequence > 0 ? self.firstSequence : made + 1
        let before = self.scan?.lastBefore[self.shard].map { first - 1 - $0 } ?? 0
        let span = made + 1 - first
        return span >= readable ? span - readable + before : nil
    }
}
