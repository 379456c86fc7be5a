import Telemetry

/// One place log lines go to: a bounded queue, its account, and the thread that does the I/O.
///
/// Lines of different streams wait in lanes of their own. A full queue drops the new record and counts it; nobody waits
/// for a sink.
final class Sink: @unchecked Sendable {  // see the two groups of variables
    enum Phase: Equatable { case open, closing(deadline: UInt64), closed }

    let kind: SinkKind
    let lanes: [SinkLane]
    let queueMaxBytes: Int
    let monitor: Monitor
    /// Something to write, or the end.
    let workCondition: MonitorCondition
    /// Something was settled.
    let progressCondition: MonitorCondition

    // Guarded by the monitor.
    private(set) var queueBytes = 0
    private(set) var phase = Phase.open
    private(set) var state = SinkStateLabel.ok
    private var lastDeliveryNanoseconds: Int64 = 0
    private(set) var settledBytes: UInt64 = 0

    /// Of a full queue, this much only app records may use, so that a flood of requests cannot hide what they caused.
    static let reserve = 262_144

    init(kind: SinkKind, streams: [RecordStream], queueMaxBytes: Int, monitor: Monitor) {
        self.kind = kind
        self.lanes = streams.map { SinkLane($0) }
        self.queueMaxBytes = queueMaxBytes
        self.monitor = monitor
        self.workCondition = MonitorCondition(monitor)
        self.progressCondition = MonitorCondition(monitor)
    }

    private func lane(_ stream: RecordStream) -> SinkLane {
        // A sink is asked only for its own streams: the ledger keeps the list.
        self.lanes.first { $0.stream == stream }!
    }

    // MARK: Inside the monitor

    /// Takes as many of the lines as there is room for.
    func accept(_ stream: RecordStream, _ lines: UnsafeRawBufferPointer, eventCount: UInt64) {
        if eventCount == 0 { return }
        let lane = self.lane(stream)
        lane.ledger.offered += eventCount
        if self.phase == .closed { return lane.ledger.dropped[.shutdown, default: 0] += eventCount }
        let limit = stream == .app ? self.queueMaxBytes : self.queueMaxBytes - min(Self.reserve, self.queueMaxBytes / 8)
        let room = max(0, limit - self.queueBytes)
        var taken = lines
        var takenCount = Int(eventCount)
        if lines.count > room {
            taken = UnsafeRawBufferPointer(rebasing: lines[..<LineScan.end(lines, within: room)])
            takenCount = LineScan.count(taken)
            // A queue that is full because writing fails loses records to the failure.
            lane.ledger.dropped[self.state == .ok ? .queueFull : .ioError, default: 0] +=
                eventCount - UInt64(takenCount)
        }
        if takenCount > 0 { lane.append(taken, count: takenCount) }
        self.queueBytes += taken.count
        if takenCount > 0 { self.workCondition.signal() }
    }

    /// Counts records that were lost before they reached the queue.
    func drop(_ stream: RecordStream, _ reason: DropReasonLabel, _ count: UInt64) {
        let lane = self.lane(stream)
        lane.ledger.offered += count
        lane.ledger.dropped[reason, default: 0] += count
    }

    /// Some bytes of a lane's front were written, or (with a reason) given up.
    func settle(_ lane: SinkLane, _ byteCount: Int, lineCount: Int, dropping reason: DropReasonLabel? = nil) {
        if self.phase == .closed { return }
        if let reason {
            lane.ledger.dropped[reason, default: 0] += UInt64(lineCount)
        } else {
            lane.ledger.delivered += UInt64(lineCount)
            if lineCount > 0 { self.lastDeliveryNanoseconds = SystemClock.wall }
        }
        lane.frontOffset += byteCount
        // At the end the count is taken as 0 and not as the difference, or an error in counting would never show.
        lane.frontEvents = lane.frontOffset == lane.front.count ? 0 : lane.frontEvents - lineCount
        self.queueBytes -= byteCount
        self.settledBytes += UInt64(byteCount)
        self.progressCondition.signal()
    }

    func setState(_ state: SinkStateLabel) { self.state = state }

    /// Gives up what is left: the end of the process.
    func dropRest() {
        for lane in self.lanes {
            let count = lane.frontEvents + lane.backEvents
            if count > 0 { lane.ledger.dropped[.shutdown, default: 0] += UInt64(count) }
            (lane.frontEvents, lane.backEvents) = (0, 0)
        }
        self.queueBytes = 0
        self.phase = .closed
        self.progressCondition.signal()
        self.workCondition.signal()
    }

    func beginClosing(deadline: UInt64) {
        guard self.phase == .open else { return }
        self.phase = .closing(deadline: deadline)
        self.workCondition.signal()
    }

    var snapshot: LedgerSnapshot.Sink {
        var streams: [RecordStream: StreamLedger] = [:]
        for lane in self.lanes {
            var ledger = lane.ledger
            ledger.queueEvents = lane.frontEvents + lane.backEvents
            streams[lane.stream] = ledger
        }
        return LedgerSnapshot.Sink(
            kind: self.kind,
            streams: streams,
            queueBytes: self.queueBytes,
            queueMaxBytes: self.queueMaxBytes,
            state: self.state,
            lastDelivery: Double(self.lastDeliveryNanoseconds) / 1e9,
            oldestPending: self.lanes.compactMap { $0.oldestPending }.min().map { Double($0) / 1e9 }
        )
    }

    // MARK: Outside the monitor

    /// Waits until there is room, the deadline has passed, or nothing was written for a while.
    func waitForRoom(_ byteCount: Int, until deadline: UInt64) {
        let patience: UInt64 = 300_000_000
        self.monitor.withLock {
            var settled = self.settledBytes
            var giveUpAt = min(deadline, SystemClock.monotonic + patience)
            while self.phase == .open, self.queueBytes > 0,
                self.queueBytes + byteCount > self.queueMaxBytes - Self.reserve
            {
                if !self.progressCondition.wait(until: giveUpAt), SystemClock.monotonic >= giveUpAt { return }
                if self.settledBytes != settled {
                    settled = self.settledBytes
                    giveUpAt = min(deadline, SystemClock.monotonic + patience)
                }
            }
        }
    }

    /// Waits until the queue is empty, the sink is closed, the deadline has passed, or nothing was written for a while.
    func waitUntilEmpty(until deadline: UInt64) {
        self.waitForRoom(self.queueMaxBytes, until: deadline)
    }

    /// Waits for the end of the sink's thread; at the deadline what is left is given up without it.
    func waitUntilClosed(until deadline: UInt64) {
        self.monitor.withLock {
            while self.phase != .closed {
                if SystemClock.monotonic >= deadline { return self.dropRest() }
                self.progressCondition.wait(until: deadline)
            }
        }
    }
}
