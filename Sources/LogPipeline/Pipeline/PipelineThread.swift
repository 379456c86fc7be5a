import Logging
import Synchronization
import Telemetry

/// The pipeline's own thread: drains the rings, renders each record once, hands the lines to the sinks.
///
/// Everything it touches but the list of rings, the app stream and the ledger is its own.
final class PipelineThread: @unchecked Sendable {  // confined to its thread once started; see above
    /// How long it sleeps after work, and when there was none.
    private static let busyInterval: UInt64 = 5_000_000
    private static let idleInterval: UInt64 = 15_000_000
    private static let housekeepingInterval: UInt64 = 1_000_000_000
    private static let recordsPerDrain = 128
    /// More than a ring holds, so that one that is filled as fast as it is drained does not keep the others waiting.
    private static let drainsPerRound = 128
    /// Lines are handed over when they are so many bytes, or so old, or the ring of one is filling.
    ///
    /// Whoever writes them is woken each time, which costs as much as rendering some dozens.
    private static let batchBytes = 524_288
    private static let batchTime: UInt64 = 20_000_000
    private static let batchRingShare = 4
    /// One record of so many is timed.
    private static let timedShare: UInt64 = 1024

    private let ledger: Ledger
    private let appStream: AppStream
    private let rings: Mutex<[RecordRing]>
    /// False when access records go nowhere: they are taken from the rings and forgotten.
    private let writesAccess: Bool
    /// Keeps the cells of `renderTimes` alive.
    private let writer: MetricWriter
    private let renderTimes: (access: Histogram, app: Histogram)
    private var accessRenderer: AccessRecordRenderer
    private var appRenderer: AppRecordRenderer
    private var access = RenderedBatch(.access, capacity: 65_536)
    private var app = RenderedBatch(.app, capacity: 65_536)
    private var sources: [RingSource] = []
    /// Nil: spans go nowhere.
    private let traces: TraceExporter?
    /// Kept traces whose access records are not with the sinks yet.
    private var pendingTraces: [KeptTrace] = []
    private var appSource: RingSource
    /// What earlier runs have left; none, or done: nil.
    private var recovery: Recovery?
    /// What is left in the rings was given up by this process, and is for the next.
    private var leavesRest = false
    private var renderedCount: UInt64 = 0
    private var nextHousekeeping: UInt64 = 0
    /// When the lines that wait are handed over; nil: none wait.
    private var handOverTime: UInt64?
    /// Sequence of the last access record, by shard.
    private var lastSequences = [UInt64](repeating: 0, count: 256)

    // Guarded by the ledger's monitor.
    private let wakeCondition: MonitorCondition
    private var stopDeadline: UInt64?
    private(set) var hasEnded = false

    init(
        configuration: LogPipelineConfiguration,
        ledger: Ledger,
        appStream: AppStream,
        redactions: RedactionTally,
        writer: MetricWriter,
        traces: TraceExporter? = nil
    ) {
        let identity = RecordIdentity(configuration)
        self.ledger = ledger
        self.appStream = appStream
        self.traces = traces
        self.appSource = RingSource(appStream.ring)
        self.rings = Mutex([])
        self.writesAccess = ledger.hasSinks(.access)
        self.writer = writer
        self.renderTimes = (
            writer.histogram(Families.logPipelineRender, .closed(StreamLabel.access)),
            writer.histogram(Families.logPipelineRender, .closed(StreamLabel.app))
        )
        self.accessRenderer = AccessRecordRenderer(
            identity: identity,
            names: configuration.names,
            sampleRate: configuration.accessSampleRate,
            redactions: redactions
        )
        self.appRenderer = AppRecordRenderer(identity: identity)
        self.wakeCondition = MonitorCondition(ledger.monitor)
    }

    /// Adds a ring; any thread.
    func attach(_ ring: RecordRing) { self.rings.withLock { $0.append(ring) } }

    var attachedRings: [RecordRing] { self.rings.withLock { $0 } }

    /// - Parameter recovery: What earlier runs have left.
    /// - Throws: `threadNotStarted`.
    func start(_ recovery: Recovery?) throws(LogPipelineError) {
        self.recovery = recovery
        try SystemThread.start("wg-log-pipeline") { self.run() }
    }

    /// Asks the thread to drain what there is and end, and waits until it has; any thread.
    ///
    /// After the deadline it only counts what is left, which takes no I/O; a second is far more than it needs.
    func stop(by deadline: UInt64) {
        self.ledger.monitor.withLock {
            self.stopDeadline = deadline
            self.wakeCondition.signal()
            for sink in self.ledger.sinks { sink.progressCondition.signal() }
            let end = deadline + 1_000_000_000
            while !self.hasEnded, SystemClock.monotonic < end { self.wakeCondition.wait(until: end) }
        }
    }

    /// Releases what the sinks wrote at their end.
    ///
    /// - Important: When the sinks are closed.
    /// - Returns: Whether all rings are empty; false too when the thread did not end in time.
    func releaseLast() -> Bool {
        guard self.ledger.monitor.withLock({ self.hasEnded }) else { return false }
        self.releaseWritten()
        // What was not recovered is free for the next process.
        self.recovery = nil
        return self.appSource.ring.isEmpty && self.sources.allSatisfy { $0.ring.isEmpty }
    }

    // MARK: On the thread

    private func run() {
        while true {
            let count = self.drainAll(until: nil)
            self.keepHouse()
            if let deadline = self.sleep(count > 0 ? Self.busyInterval : Self.idleInterval) {
                self.finish(by: deadline)
                return self.ledger.monitor.withLock {
                    self.hasEnded = true
                    self.wakeCondition.signal()
                }
            }
        }
    }

    /// - Returns: The deadline, once the thread is to end.
    private func sleep(_ nanoseconds: UInt64) -> UInt64? {
        self.ledger.monitor.withLock {
            let end = SystemClock.monotonic + nanoseconds
            if self.stopDeadline == nil { self.wakeCondition.wait(until: min(end, self.handOverTime ?? end)) }
            return self.stopDeadline
        }
    }

    private func keepHouse() {
        let now = SystemClock.monotonic
        guard now >= self.nextHousekeeping else { return }
        self.nextHousekeeping = now + Self.housekeepingInterval
        self.appStream.reportSilentSites()
    }

    /// Takes all records there are.
    ///
    /// - Parameter deadline: When there is one, a full queue is waited for until then.
    /// - Returns: How many records there were.
    @discardableResult
    private func drainAll(until deadline: UInt64?) -> Int {
        let rings = self.attachedRings
        while self.sources.count < rings.count { self.sources.append(RingSource(rings[self.sources.count])) }
        self.releaseWritten()
        var total = deadline == nil ? self.recoverSome() : 0
        for index in self.sources.indices {
            total += self.drain(self.sources[index].ring, until: deadline)
            let losses = self.sources[index].takeLosses()
            // The level of a record that was never read is not known.
            self.access.recordsLost(.ringFull, losses, LevelIndex.info)
            self.access.recordsSampledOut(self.sources[index].takeSampledOut())
        }
        total += self.drainApp()
        if deadline != nil || self.isHandOverDue() { self.handOver(until: deadline) }
        return total
    }

    private func drain(_ ring: RecordRing, until deadline: UInt64?) -> Int {
        var total = 0
        for _ in 0..<Self.drainsPerRound {
            let count = ring.read(atMost: Self.recordsPerDrain) { bytes in
                if self.writesAccess { self.takeAccess(bytes) } else { self.takeTrace(bytes) }
            }
            total += count
            if self.access.lines.count >= Self.batchBytes { self.handOver(until: deadline) }
            if count < Self.recordsPerDrain { break }
            if let deadline, SystemClock.monotonic >= deadline { break }
        }
        return total
    }

    private func drainApp() -> Int {
        var total = 0
        for _ in 0..<Self.drainsPerRound {
            let count = self.appStream.ring.read(atMost: Self.recordsPerDrain) { self.takeApp($0) }
            total += count
            if count < Self.recordsPerDrain { break }
            self.handOver(until: nil)
        }
        let losses = self.appStream.takeLosses()
        for index in losses.ringFull.indices {
            self.app.recordsLost(.ringFull, losses.ringFull[index], index)
            self.app.recordsLost(.shutdown, losses.closed[index], index)
        }
        self.ledger.countSuppressed(losses.suppressed)
        return total
    }

    private func takeAccess(_ bytes: UnsafeRawBufferPointer) {
        self.renderedCount &+= 1
        let isTimed = self.renderedCount % Self.timedShare == 0
        let start = isTimed ? SystemClock.monotonic : 0
        let isRendered = self.accessRenderer.render(bytes, into: &self.access.lines)
        if isTimed { self.renderTimes.access.record(SystemClock.monotonic &- start) }
        guard isRendered else { return self.access.recordsLost(.encodeError, 1, LevelIndex.info) }
        self.access.lineAdded(self.accessRenderer.levelIndex)
        self.takeTrace(bytes)
        let last = self.accessRenderer.lastRecord
        self.lastSequences[Int(last.shard)] = last.sequence
    }

    private func takeTrace(_ bytes: UnsafeRawBufferPointer) {
        if self.traces != nil, let trace = KeptTrace(bytes) { self.pendingTraces.append(trace) }
    }

    private func takeApp(_ bytes: UnsafeRawBufferPointer) {
        let isTimed = self.renderedCount % Self.timedShare == 0
        self.renderedCount &+= 1
        let start = isTimed ? SystemClock.monotonic : 0
        let isRendered = self.appRenderer.render(bytes, into: &self.app.lines)
        if isTimed { self.renderTimes.app.record(SystemClock.monotonic &- start) }
        guard isRendered else { return self.app.recordsLost(.encodeError, 1, LevelIndex.info) }
        self.app.lineAdded(self.appRenderer.levelIndex)
    }

    /// Whether what waits is to be handed over now; notes when, if not.
    private func isHandOverDue() -> Bool {
        if self.access.isEmpty, self.app.isEmpty, self.pendingTraces.isEmpty { return false }
        // App records are few, and somebody may wait for them.
        if !self.app.isEmpty { return true }
        let isFilling = self.sources.contains { $0.ring.usedBytes > $0.ring.capacity / Self.batchRingShare }
        let now = SystemClock.monotonic
        let time = self.handOverTime ?? now + Self.batchTime
        self.handOverTime = time
        return isFilling || now >= time
    }

    private func handOver(until deadline: UInt64?) {
        self.handOverTime = nil
        if !self.accessRenderer.truncations.isEmpty { self.access.truncations = self.accessRenderer.truncations.take() }
        if !self.appRenderer.truncations.isEmpty { self.app.truncations = self.appRenderer.truncations.take() }
        if !self.access.isEmpty { self.waitForRoom(self.access, until: deadline) }
        let (isTaken, accessMarks) = self.ledger.take(&self.access)
        let hadRecords = !self.access.isEmpty
        self.access.removeAll()
        self.handOverTraces(hasRecords: hadRecords && isTaken)
        if !self.app.isEmpty { self.waitForRoom(self.app, until: deadline) }
        let appMarks = self.ledger.take(&self.app).marks
        self.app.removeAll()
        if !self.leavesRest {
            for index in self.sources.indices { self.sources[index].noteRead(accessMarks) }
        }
        self.appSource.noteRead(appMarks)
        self.releaseWritten()
    }

    /// Gives back the room of what is safe.
    private func releaseWritten() {
        let (access, app) = (self.ledger.written(.access), self.ledger.written(.app))
        for index in self.sources.indices { self.sources[index].release(access) }
        self.appSource.release(app)
        guard let recovery = self.recovery else { return }
        recovery.release(access: access, app: app)
        if recovery.isDone { self.recovery = nil }
    }

    /// Takes some records of earlier runs; never so many that a sink would drop one.
    private func recoverSome() -> Int {
        self.recovery?.step(self.ledger) { self.appStream.report($0, $1, $2) } ?? 0
    }

    private func handOverTraces(hasRecords: Bool) {
        guard let traces = self.traces, !self.pendingTraces.isEmpty else { return }
        for trace in self.pendingTraces { traces.take(trace, hasRecord: hasRecords) }
        self.pendingTraces.removeAll(keepingCapacity: true)
    }

    private func waitForRoom(_ batch: borrowing RenderedBatch, until deadline: UInt64?) {
        if let deadline {
            self.ledger.waitForRoom(batch, until: deadline)
        } else {
            // The rings fill meanwhile: they are the larger store, and what they drop is counted.
            self.ledger.holdForRoom(batch) { self.stopDeadline != nil }
        }
    }

    /// Drains rings and queues, then ends the app stream with a record of where everything went.
    private func finish(by deadline: UInt64) {
        let now = SystemClock.monotonic
        let time = deadline > now ? deadline - now : 0
        self.drainAll(until: now + time / 2)
        self.dropRest()
        self.appStream.reportSilentSites(all: true)
        self.drainAll(until: now + time / 2)
        for sink in self.ledger.sinks { sink.waitUntilEmpty(until: now + time / 4 * 3) }
        self.appStream.close { sequence in
            StreamClosedEvent.make(self.ledger.snapshot(), accessSequences: self.lastSequences, appSequence: sequence)
        }
        _ = self.drainApp()
        self.handOver(until: nil)
    }

    /// Counts what is still in the rings: there was no time to render it.
    private func dropRest() {
        self.leavesRest = self.ledger.hasDurableSink(.access)
        for source in self.sources {
            var count: UInt64 = 0
            while source.ring.read(atMost: Self.recordsPerDrain, { _ in count += 1 }) == Self.recordsPerDrain {}
            self.access.recordsLost(.shutdown, count, LevelIndex.info)
        }
        self.handOver(until: nil)
    }
}
