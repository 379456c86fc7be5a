import Telemetry

/// Kept traces that wait for their export: the pipeline thread puts them in, the export thread takes them.
final class SpanQueue: @unchecked Sendable {  // the monitor guards every variable
    enum Wake {
        case batch([KeptTrace])
        /// No more will come: `deadline` is when to give up.
        case ended(deadline: UInt64)
    }

    private let monitor = Monitor()
    private let condition: MonitorCondition
    private let limit: Int
    private let batchLimit: Int
    private let lingerNanoseconds: UInt64
    private var traces: [KeptTrace] = []
    private var spanCount = 0
    /// When the oldest that waits came.
    private var since: UInt64 = 0
    private var deadline: UInt64?
    private var isEnded = false

    /// - Parameters:
    ///   - limit: The most spans that wait.
    ///   - batchLimit: The most spans in one export; one trace is never divided.
    ///   - lingerNanoseconds: How long a span waits for others.
    init(limit: Int, batchLimit: Int, lingerNanoseconds: UInt64) {
        self.limit = limit
        self.batchLimit = batchLimit
        self.lingerNanoseconds = lingerNanoseconds
        self.condition = MonitorCondition(self.monitor)
    }

    /// Adds a trace, if there is room for all its spans.
    ///
    /// - Parameters:
    ///   - trace: With all its spans.
    ///   - stored: Runs before anybody can take the trace: a failed export finds what it did.
    /// - Returns: False when there was no room.
    func offer(_ trace: KeptTrace, stored: () -> Void) -> Bool {
        self.monitor.withLock {
            guard self.spanCount + trace.spanCount <= self.limit, self.deadline == nil else { return false }
            if self.traces.isEmpty { self.since = SystemClock.monotonic }
            self.traces.append(trace)
            self.spanCount += trace.spanCount
            stored()
            if self.spanCount >= self.batchLimit || self.traces.count == 1 { self.condition.signal() }
            return true
        }
    }

    /// Waits for a full batch, for one that has waited long enough, or for the end.
    func take() -> Wake {
        self.monitor.withLock {
            while true {
                if let deadline = self.deadline {
                    return self.traces.isEmpty ? .ended(deadline: deadline) : .batch(self.takeBatch())
                }
                let due = self.since &+ self.lingerNanoseconds
                let isDue = !self.traces.isEmpty && SystemClock.monotonic >= due
                if isDue || self.spanCount >= self.batchLimit { return .batch(self.takeBatch()) }
                self.condition.wait(until: self.traces.isEmpty ? nil : due)
            }
        }
    }

    private func takeBatch() -> [KeptTrace] {
        var count = 0
        var spans = 0
        while count < self.traces.count, count == 0 || spans + self.traces[count].spanCount <= self.batchLimit {
            spans += self.traces[count].spanCount
            count += 1
        }
        let batch = Array(self.traces[..<count])
        self.traces.removeFirst(count)
        self.spanCount -= spans
        self.since = SystemClock.monotonic
        return batch
    }

    /// Waits before another try.
    /// - Returns: Nil when the time has passed; the deadline, once no more traces come.
    func pause(_ nanoseconds: UInt64) -> UInt64? {
        self.monitor.withLock {
            let end = SystemClock.monotonic + nanoseconds
            while self.deadline == nil, SystemClock.monotonic < end { self.condition.wait(until: end) }
            return self.deadline
        }
    }

    /// When to give up; nil: traces still come.
    var deadlineOfEnd: UInt64? { self.monitor.withLock { self.deadline } }

    /// No more traces come; the rest is to be exported by then.
    func close(by deadline: UInt64) {
        self.monitor.withLock {
            self.deadline = deadline
            self.condition.signal()
        }
    }

    /// The export thread is done.
    func noteEnd() {
        self.monitor.withLock {
            self.isEnded = true
            self.condition.signal()
        }
    }

    /// - Returns: False when the thread was not done by then.
    func waitForEnd(until deadline: UInt64) -> Bool {
        self.monitor.withLock {
            while !self.isEnded, SystemClock.monotonic < deadline { self.condition.wait(until: deadline) }
            return self.isEnded
        }
    }
}
