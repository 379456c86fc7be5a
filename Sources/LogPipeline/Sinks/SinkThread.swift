import Logging
import Telemetry

/// The thread of one sink: waits for lines, writes them, keeps the account.
struct SinkThread {
    private enum Work { case write(SinkLane), refill(SinkLane), tick, finish }

    private static let longestWrite = 1_048_576
    private static let patience: UInt64 = 100_000_000
    private static let retryInterval: UInt64 = 1_000_000_000
    private static let lastRetryInterval: UInt64 = 100_000_000

    private let sink: Sink
    private let report: PipelineReport
    private let tickInterval: UInt64?
    private var nextTick: UInt64
    private var retryAt: UInt64 = 0
    private var nextLane = 0

    private init(_ sink: Sink, _ report: @escaping PipelineReport) {
        self.sink = sink
        self.report = report
        self.tickInterval = sink.lanes.compactMap { $0.destination?.tickInterval }.min()
        self.nextTick = SystemClock.monotonic
    }

    /// Starts the thread of a sink whose destinations are open.
    /// - Throws: `threadNotStarted`.
    static func start(_ sink: Sink, report: @escaping PipelineReport) throws(LogPipelineError) {
        try SystemThread.start("wg-log-\(sink.kind.rawValue)") {
            var thread = SinkThread(sink, report)
            thread.run()
        }
    }

    private mutating func run() {
        while true {
            switch self.waitForWork() {
            case .write(let lane): self.write(lane)
            case .refill(let lane): self.refill(lane)
            case .tick: self.tick()
            case .finish:
                for lane in self.sink.lanes {
                    if let destination = lane.destination { lane.feed?.close(destination) }
                    lane.destination?.close()
                }
                return self.sink.monitor.withLock { self.sink.dropRest() }
            }
        }
    }

    private mutating func tick() {
        let now = SystemClock.monotonic
        for lane in self.sink.lanes { lane.destination?.tick(now: now) }
        self.nextTick = now + (self.tickInterval ?? 0)
    }

    private mutating func waitForWork() -> Work {
        self.sink.monitor.withLock {
            while true {
                let now = SystemClock.monotonic
                if let work = self.work(now) { return work }
                var wakeAt: UInt64?
                if self.tickInterval != nil { wakeAt = self.nextTick }
                if case .closing(let deadline) = self.sink.phase { wakeAt = min(wakeAt ?? deadline, deadline) }
                if self.sink.queueBytes > 0 || self.sink.hasFeedWork {
                    wakeAt = min(wakeAt ?? self.retryAt, self.retryAt)
                }
                self.sink.workCondition.wait(until: wakeAt)
            }
        }
    }

    private mutating func work(_ now: UInt64) -> Work? {
        switch self.sink.phase {
        case .open: break
        case .closing(let deadline):
            let isDone = self.sink.queueBytes == 0 && !self.sink.hasFeedWork
            if isDone || now >= deadline { return .finish }
            self.retryAt = min(self.retryAt, now + Self.lastRetryInterval)
        case .closed: return .finish
        }
        if self.tickInterval != nil, now >= self.nextTick { return .tick }
        if now < self.retryAt { return nil }
        for step in 0..<self.sink.lanes.count {
            let index = (self.nextLane + step) % self.sink.lanes.count
            let lane = self.sink.lanes[index]
            lane.advance()
            if lane.frontOffset < lane.front.count {
                // A line that was begun is ended before another lane's turn.
                self.nextLane = index
                return .write(lane)
            }
            if lane.feed?.hasWork == true { return .refill(lane) }
        }
        return nil
    }

    private mutating func refill(_ lane: SinkLane) {
        let count = lane.refill()
        self.sink.monitor.withLock { self.sink.takeSpooled(lane, count) }
        if count == 0 { self.retryAt = SystemClock.monotonic + Self.retryInterval }
    }

    /// The destination has all of a lane's front.
    private mutating func finishFeed(_ lane: SinkLane, _ destination: any SinkDestination) {
        guard let feed = lane.feed, lane.frontOffset == lane.front.count else { return }
        if feed.finish(destination) != 0 { self.retryAt = SystemClock.monotonic + Self.retryInterval }
    }

    private mutating func write(_ lane: SinkLane) {
        guard let destination = lane.destination else { return }
        var lines = lane.pending
        if lines.count > Self.longestWrite {
            lines = UnsafeRawBufferPointer(rebasing: lines[..<LineScan.end(lines, within: Self.longestWrite)])
        }
        let progress = destination.write(lines, patience: Self.patience)
        let written = UnsafeRawBufferPointer(rebasing: lines[..<progress.byteCount])
        let lineCount = LineScan.count(written)
        let before = self.sink.monitor.withLock {
            let before = self.sink.state
            self.sink.settle(lane, progress.byteCount, lineCount: lineCount)
            self.sink.setState(progress.state(after: before))
            return before
        }
        lane.feed?.noteWritten(lineCount)
        if progress.obstacle == nil { self.finishFeed(lane, destination) }
        switch progress.obstacle {
        case nil:
            if before != .ok { self.report(.notice, "log sink writes again", [("sink", self.sink.kind.rawValue)]) }
            // Whole lines: the next lane's turn.
            self.nextLane += 1
        case .blocked: break
        case .failed(let number):
            self.retryAt = SystemClock.monotonic + Self.retryInterval
            if before != .retrying { self.reportFailure("log sink cannot write; it keeps trying", lane, number) }
        case .gone(let number):
            self.giveUp(lane)
            self.finishFeed(lane, destination)
            if before != .disabled { self.reportFailure("log sink is closed; its records are dropped", lane, number) }
        }
    }

    /// Drops a lane's front: nobody will ever read it.
    private func giveUp(_ lane: SinkLane) {
        let rest = lane.pending
        let lineCount = LineScan.count(rest)
        self.sink.monitor.withLock {
            // What comes from a spool is dropped there.
            self.sink.settle(lane, rest.count, lineCount: lineCount, dropping: lane.feed == nil ? .ioError : nil)
        }
    }

    private func reportFailure(_ message: String, _ lane: SinkLane, _ number: Int32) {
        let labels = [
            (key: "cause", value: errorText(number)), (key: "sink", value: self.sink.kind.rawValue),
            (key: "stream", value: lane.stream.label.labelText),
        ]
        self.report(.error, message, labels)
    }
}
