import Telemetry

/// One place log lines go to: a bounded queue, its account, and the thread that does the I/O.
///
/// Lines of different streams wait in lanes of their own. A full queue drops the new record and counts it. Of the
/// pipeline's thread a durable sink may ask to be waited for, as long as it takes something every two seconds; its ring
/// then holds what comes (telemetry.md section 6).
final class Sink: @unchecked Sendable {  // see the two groups of variables
    enum Phase: Equatable { case open, closing(deadline: UInt64), closed }

    let kind: SinkKind
    let lanes: [SinkLane]
    let monitor: Monitor
    /// Something to write, or the end.
    let workCondition: MonitorCondition
    /// Something was settled.
    let progressCondition: MonitorCondition

    // Guarded by the monitor.
    private var queue: SinkQueue
    private(set) var phase = Phase.open
    private(set) var state = SinkStateLabel.ok
    private var lastDeliveryNanoseconds: Int64 = 0
    /// How the delivery of what lies in the spool goes.
    private var deliveryState: (@Sendable () -> SinkStateLabel)?

    init(kind: SinkKind, streams: [RecordStream], queueMaxBytes: Int, monitor: Monitor) {
        self.kind = kind
        self.lanes = streams.map { SinkLane($0) }
        self.queue = SinkQueue(limit: queueMaxBytes)
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
    ///
    /// `isLast`: No other sink takes these lines: their buffer may be kept, and another left in its place.
    /// `isRecovered`: They are of an earlier run.
    /// - Returns: Whether there was room for all of them.
    func accept(
        _ stream: RecordStream,
        _ writer: inout LineWriter,
        eventCount: UInt64,
        isLast: Bool,
        isRecovered: Bool = false
    ) -> Bool {
        if eventCount == 0 { return true }
        let lines = writer.bytes
        let lane = self.lane(stream)
        if isRecovered { lane.ledger.recovered += eventCount } else { lane.ledger.offered += eventCount }
        if self.phase == .closed {
            lane.ledger.dropped[.shutdown, default: 0] += eventCount
            return false
        }
        let room = self.queue.room(for: stream)
        var taken = lines
        var takenCount = Int(eventCount)
        if lines.count > room {
            taken = UnsafeRawBufferPointer(rebasing: lines[..<LineScan.end(lines, within: room)])
            takenCount = LineScan.count(taken)
            // A queue that is full because writing fails loses records to the failure.
            lane.ledger.dropped[self.state == .ok ? .queueFull : .ioError, default: 0] +=
                eventCount - UInt64(takenCount)
        }
        self.queue.add(taken.count, now: SystemClock.monotonic)
        lane.noteAccepted(taken.count)
        let isTaken = isLast && taken.count == lines.count && lane.exchange(&writer, count: takenCount)
        if !isTaken, takenCount > 0 { lane.append(taken, count: takenCount) }
        if takenCount > 0 { self.workCondition.signal() }
        return taken.count == lines.count
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
        } else if lane.reader != nil {
            lane.spooledEvents += lineCount
        } else {
            lane.ledger.delivered += UInt64(lineCount)
            if lineCount > 0 { self.noteDelivery() }
        }
        lane.frontOffset += byteCount
        lane.noteSettled(byteCount)
        // At the end the count is taken as 0 and not as the difference, or an error in counting would never show.
        lane.frontEvents = lane.frontOffset == lane.front.count ? 0 : lane.frontEvents - lineCount
        self.queue.remove(byteCount, now: SystemClock.monotonic)
        self.progressCondition.signal()
    }

    func addToQueue(_ byteCount: Int) { self.queue.add(byteCount, now: SystemClock.monotonic) }

    func noteDelivery() { self.lastDeliveryNanoseconds = SystemClock.wall }

    var queueBytes: Int { self.queue.bytes }

    /// Bytes of a stream that were queued, and that were written or given up.
    func marks(_ stream: RecordStream) -> (accepted: UInt64, settled: UInt64) {
        let lane = self.lane(stream)
        return (lane.acceptedBytes, lane.settledBytes)
    }

    /// Takes nothing: rings need not wait for it.
    var isStalled: Bool { self.phase == .closed || self.queue.isStalled(now: SystemClock.monotonic) }

    func lacksRoom(_ byteCount: Int) -> Bool { self.phase != .open || self.queue.lacksRoom(for: byteCount) }

    func setState(_ state: SinkStateLabel) { self.state = state }

    /// Gives up what is left: the end of the process.
    func dropRest() {
        for lane in self.lanes {
            let count = lane.frontEvents + lane.backEvents
            if lane.feed != nil {
                lane.spooledEvents += count
            } else if count > 0 {
                lane.ledger.dropped[.shutdown, default: 0] += UInt64(count)
            }
            (lane.frontEvents, lane.backEvents) = (0, 0)
        }
        self.queue.removeAll()
        self.phase = .closed
        self.progressCondition.signal()
        self.workCondition.signal()
    }

    func beginClosing(deadline: UInt64) {
        guard self.phase == .open else { return }
        self.phase = .closing(deadline: deadline)
        self.workCondition.signal()
    }

    private var wholeState: SinkStateLabel {
        if self.state != .ok { return self.state }
        return self.queue.isStalled(now: SystemClock.monotonic) ? .stalled : self.deliveryState?() ?? .ok
    }

    var snapshot: LedgerSnapshot.Sink {
        var streams: [RecordStream: StreamLedger] = [:]
        for lane in self.lanes {
            var ledger = lane.ledger
            ledger.queueEvents = lane.frontEvents + lane.backEvents + lane.spooledEvents
            streams[lane.stream] = ledger
        }
        return LedgerSnapshot.Sink(
            kind: self.kind,
            streams: streams,
            queueBytes: self.queue.bytes,
            queueMaxBytes: self.queue.limit,
            state: self.wholeState,
            lastDelivery: Double(self.lastDeliveryNanoseconds) / 1e9,
            oldestPending: self.lanes.compactMap { $0.oldestPending }.min().map { Double($0) / 1e9 },
            spool: self.spoolSnapshot
        )
    }

    // MARK: Outside the monitor

    /// - Parameter state: Is asked inside the monitor.
    func setDeliveryState(_ state: @escaping @Sendable () -> SinkStateLabel) {
        self.monitor.withLock { self.deliveryState = state }
    }

    /// Waits for room for the lines of a durable sink, unless it is stalled.
    ///
    /// `isEnding`: Ends the wait; asked inside the monitor, at each signal of `progressCondition`.
    func holdForRoom(_ byteCount: Int, unless isEnding: () -> Bool) {
        guard self.kind.isDurable else { return }
        self.monitor.withLock {
            while self.phase == .open, !isEnding(),
                let end = self.queue.holdEnd(for: byteCount, now: SystemClock.monotonic)
            {
                self.progressCondition.wait(until: end)
            }
        }
    }

    /// Waits until there is room, the deadline has passed, or nothing was written for a while.
    func waitForRoom(_ byteCount: Int, until deadline: UInt64) {
        let patience: UInt64 = 300_000_000
        self.monitor.withLock {
            let start = SystemClock.monotonic
            while self.phase == .open, self.queue.lacksRoom(for: byteCount) {
                let giveUpAt = min(deadline, max(start, self.queue.lastProgress) + patience)
                if SystemClock.monotonic >= giveUpAt { return }
                self.progressCondition.wait(until: giveUpAt)
            }
        }
    }

    /// Waits until the queue is empty, the sink is closed, the deadline has passed, or nothing was written for a while.
    func waitUntilEmpty(until deadline: UInt64) {
        self.waitForRoom(self.queue.limit, until: deadline)
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
