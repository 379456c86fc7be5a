import Telemetry

/// The one account of all records: what was meant to be written, and where it went.
///
/// One monitor guards all of it, the sinks' queues too, so that a snapshot balances exactly: a queue's count and the
/// ledger change in the same critical section. It is taken once for some hundred records.
final class Ledger: @unchecked Sendable {  // `monitor` guards every variable
    let monitor = Monitor()
    private(set) var sinks: [Sink] = []
    private var sinksOfStream: [RecordStream: [Sink]] = [:]
    private var emitted: [RecordStream: LevelCounts] = [:]
    private var sampledOut: [RecordStream: UInt64] = [:]
    private var suppressed: UInt64 = 0
    private var truncations = TruncationCounts()

    /// - Parameters:
    ///   - kinds: The kinds of sink each stream goes to.
    ///   - queueBytes: The most bytes waiting in memory for one sink.
    init(sinksOfStream kinds: [RecordStream: [SinkKind]], queueBytes: Int) {
        for kind in SinkKind.allCases where kinds.values.contains(where: { $0.contains(kind) }) {
            let streams = RecordStream.allCases.filter { kinds[$0]?.contains(kind) == true }
            let sink = Sink(kind: kind, streams: streams, queueMaxBytes: queueBytes, monitor: self.monitor)
            self.sinks.append(sink)
            for stream in streams { self.sinksOfStream[stream, default: []].append(sink) }
        }
    }

    /// Whether a stream goes anywhere.
    func hasSinks(_ stream: RecordStream) -> Bool { self.sinksOfStream[stream] != nil }

    /// Hands lines to the sinks of their stream and counts what was lost before.
    ///
    /// The batch may come back with another buffer; remove all from it.
    /// - Returns: Whether a sink took all lines, and what the durable sinks have taken over by now.
    @discardableResult
    func take(_ batch: inout RenderedBatch) -> (isTaken: Bool, marks: SinkMarks) {
        self.monitor.withLock {
            var isTaken = false
            let lost = batch.losses.values.reduce(0, +)
            var sinks = self.sinksOfStream[batch.stream] ?? []
            if let owner = batch.owner { sinks = sinks.filter { $0.kind.isDurable && $0.kind != owner } }
            for (index, sink) in sinks.enumerated() {
                for (reason, count) in batch.losses { sink.drop(batch.stream, reason, count) }
                let isLast = index == sinks.count - 1
                let isWhole = sink.accept(
                    batch.stream,
                    &batch.lines,
                    eventCount: batch.eventCount,
                    isLast: isLast,
                    isRecovered: batch.isRecovered
                )
                isTaken = isTaken || isWhole
            }
            self.truncations.add(batch.truncations)
            if batch.isRecovered { return (isTaken, self.accepted(batch.stream)) }
            if !sinks.isEmpty, batch.sampledOut > 0 { self.sampledOut[batch.stream, default: 0] += batch.sampledOut }
            if !sinks.isEmpty, batch.eventCount + lost + batch.sampledOut > 0 {
                self.emitted[batch.stream, default: LevelCounts()].add(batch.emitted)
            }
            return (isTaken, self.accepted(batch.stream))
        }
    }

    /// - Important: Inside the monitor.
    func countEmitted(_ stream: RecordStream, _ counts: LevelCounts) {
        self.emitted[stream, default: LevelCounts()].add(counts)
    }

    private func accepted(_ stream: RecordStream) -> SinkMarks {
        var marks = SinkMarks()
        for (index, sink) in self.durableSinks(stream).enumerated() { marks[index] = sink.marks(stream).accepted }
        return marks
    }

    private func durableSinks(_ stream: RecordStream) -> [Sink] {
        (self.sinksOfStream[stream] ?? []).filter { $0.kind.isDurable }
    }

    /// Whether a stream has a durable sink other than one.
    func hasDurableSink(_ stream: RecordStream, besides owner: SinkKind? = nil) -> Bool {
        self.durableSinks(stream).contains { $0.kind != owner }
    }

    /// What the durable sinks of a stream have written.
    func written(_ stream: RecordStream) -> WrittenMarks {
        self.monitor.withLock {
            var marks = WrittenMarks()
            for (index, sink) in self.durableSinks(stream).enumerated() {
                let settled = sink.marks(stream).settled
                marks.written[index] = settled
                marks.lenient[index] = sink.isStalled ? .max : settled
            }
            return marks
        }
    }

    /// Whether the durable sinks of a stream take so much without losing any of it.
    func hasRoom(_ stream: RecordStream, _ byteCount: Int) -> Bool {
        self.monitor.withLock { !self.durableSinks(stream).contains { $0.lacksRoom(byteCount) } }
    }

    func countSuppressed(_ count: UInt64) {
        if count > 0 { self.monitor.withLock { self.suppressed += count } }
    }

    /// Waits until the durable sinks have room for a batch; not for a stalled one.
    ///
    /// `isEnding`: Ends the wait; asked inside the monitor.
    func holdForRoom(_ batch: borrowing RenderedBatch, unless isEnding: () -> Bool) {
        for sink in self.sinksOfStream[batch.stream] ?? [] {
            sink.holdForRoom(batch.lines.count, unless: isEnding)
        }
    }

    /// Waits until every sink that still makes progress has room for a batch.
    ///
    /// - Parameters:
    ///   - batch: What is to be taken.
    ///   - deadline: When to give up, nanoseconds of the monotonic clock.
    func waitForRoom(_ batch: borrowing RenderedBatch, until deadline: UInt64) {
        for sink in self.sinksOfStream[batch.stream] ?? [] {
            sink.waitForRoom(batch.lines.count, until: deadline)
        }
    }

    /// Lets the sinks write what they have and ends their threads; gives up on what is left, and on a thread that is
    /// stuck in a system call, at the deadline.
    func closeSinks(by deadline: UInt64) {
        self.monitor.withLock { for sink in self.sinks { sink.beginClosing(deadline: deadline) } }
        // A thread that is not stuck sees the deadline itself.
        for sink in self.sinks { sink.waitUntilClosed(until: deadline + 200_000_000) }
    }

    func snapshot() -> LedgerSnapshot {
        self.monitor.withLock {
            var snapshot = LedgerSnapshot()
            snapshot.emitted = self.emitted
            snapshot.sampledOut = self.sampledOut
            snapshot.suppressed = self.suppressed
            snapshot.truncations = self.truncations
            snapshot.sinks = self.sinks.map { $0.snapshot }
            return snapshot
        }
    }
}
