/// The lines of one stream on their way through a sink: a queue of two buffers and the account.
///
/// The pipeline's thread fills `back`; the sink's thread swaps it for the empty `front` and writes that.
final class SinkLane {
    let stream: RecordStream
    /// Guarded by the ledger's monitor, as are the counts.
    var back: LineWriter
    var backEvents = 0
    var frontEvents = 0
    var ledger = StreamLedger()
    /// Records in the spool; below 0 for a moment when they are delivered before they are counted as written.
    var spooledEvents = 0
    /// Where what is written waits for its delivery; nil: written is delivered.
    ///
    /// Set before the thread starts.
    var spool: SpoolStream?
    /// When the oldest line of each buffer came, nanoseconds since 1970.
    private(set) var backSince: Int64 = 0
    private(set) var frontSince: Int64 = 0
    /// Owned by the sink's thread, as is `frontOffset`.
    var front: LineWriter
    var frontOffset = 0
    var destination: (any SinkDestination)?

    /// The pipeline's buffers and these change places, so they are of one size: what it hands over at once, and a line.
    static let restingCapacity = 1_048_576
    private static let firstCapacity = 65_536

    init(_ stream: RecordStream) {
        self.stream = stream
        self.back = LineWriter(capacity: Self.firstCapacity)
        self.front = LineWriter(capacity: Self.firstCapacity)
    }

    /// What of the front is still to be written.
    var pending: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self.front.bytes[self.frontOffset...])
    }

    /// Makes what the pipeline handed over the front, if the old one is done.
    func advance() {
        guard self.frontOffset == self.front.count else { return }
        self.front.removeAll()
        self.front.shrink(to: Self.restingCapacity)
        self.frontOffset = 0
        swap(&self.front, &self.back)
        self.frontEvents = self.backEvents
        self.backEvents = 0
        self.frontSince = self.backSince
    }

    /// Queues lines behind the others.
    func append(_ lines: UnsafeRawBufferPointer, count: Int) {
        if self.back.isEmpty { self.backSince = SystemClock.wall }
        self.back.append(lines)
        self.backEvents += count
    }

    /// Queues lines by taking their buffer for an empty one, where there is one.
    /// - Returns: False when others wait already: `append` them.
    func exchange(_ lines: inout LineWriter, count: Int) -> Bool {
        guard self.back.isEmpty else { return false }
        self.backSince = SystemClock.wall
        swap(&self.back, &lines)
        self.backEvents = count
        return true
    }

    /// When the oldest line that waits came; nil when none does.
    var oldestPending: Int64? {
        if let oldest = self.spool?.oldestPending { return oldest }
        if self.frontOffset < self.front.count { return self.frontSince }
        return self.back.isEmpty ? nil : self.backSince
    }
}
