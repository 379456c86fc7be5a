import Telemetry

/// Exports the spans of kept traces on a thread of its own.
///
/// Nothing waits for it: what finds its queue full is counted and forgotten. An exemplar is shown from the moment its
/// trace is in the queue until the export of it has failed for good.
final class TraceExporter: Sendable {
    /// Sends a batch; `timeout` in nanoseconds.
    typealias Send = @Sendable (_ body: [UInt8], _ timeout: UInt64) -> ExportAnswer
    /// Tells a failure that has lasted, or its end.
    typealias Report = @Sendable (_ isWell: Bool, _ reason: String) -> Void

    private let configuration: TraceExportConfiguration
    private let queue: SpanQueue
    private let encoder: SpanEncoder
    private let exemplars: ExemplarStore
    private let metrics: TraceMetrics
    private let send: Send
    private let report: Report

    init(
        configuration: TraceExportConfiguration,
        encoder: SpanEncoder,
        registry: MetricRegistry,
        send: @escaping Send,
        report: @escaping Report
    ) {
        self.configuration = configuration
        self.queue = SpanQueue(
            limit: configuration.queueSpans,
            batchLimit: configuration.batchSpans,
            lingerNanoseconds: configuration.lingerNanoseconds
        )
        self.encoder = encoder
        self.exemplars = registry.exemplars
        self.metrics = TraceMetrics(registry)
        self.send = send
        self.report = report
    }

    /// Takes a trace whose access record is with a sink.
    ///
    /// `hasRecord`: The record was kept, so the trace may be pointed to.
    /// - Important: The pipeline thread.
    func take(_ trace: KeptTrace, hasRecord: Bool) {
        let isTaken = self.queue.offer(trace) { if hasRecord { trace.storeExemplars(in: self.exemplars) } }
        if !isTaken { self.metrics.queueFull.add(UInt64(trace.spanCount)) }
    }

    /// - Throws: `threadNotStarted`.
    func start() throws(LogPipelineError) { try SystemThread.start("wg-traces") { self.run() } }

    /// No more traces come: the rest is exported by the deadline.
    func beginStop(by deadline: UInt64) { self.queue.close(by: deadline) }

    /// Waits for the thread; one try may outlast the deadline by a moment.
    func waitForStop(until deadline: UInt64) { _ = self.queue.waitForEnd(until: deadline + 500_000_000) }

    // MARK: On the thread

    private func run() {
        var failedSince: UInt64?
        while case .batch(let traces) = self.queue.take() {
            let failure = self.export(traces)
            if let failure, failedSince == nil {
                failedSince = SystemClock.monotonic
                self.report(false, failure)
            } else if failure == nil, failedSince != nil {
                failedSince = nil
                self.report(true, "")
            }
        }
        self.queue.noteEnd()
    }

    /// Exports a batch, however many tries it takes.
    /// - Returns: Why it was given up; nil: it was taken.
    private func export(_ traces: [KeptTrace]) -> String? {
        let spanCount = traces.reduce(0) { $0 + $1.spanCount }
        let body = self.encoder.encode(traces)
        var wait = self.configuration.backoffNanoseconds
        var tries = 1
        while true {
            guard let timeout = self.timeout() else {
                self.giveUp(traces, self.metrics.shutdown, spanCount)
                return "the gateway stopped"
            }
            switch ExportVerdict(self.send(body, timeout), spanCount: spanCount) {
            case .taken:
                self.metrics.ok.add()
                return nil
            case .takenPartly(let rejected, let reason):
                // Which ones is not said: none of them may be pointed to.
                self.metrics.partial.add()
                self.giveUp(traces, self.metrics.rejected, rejected)
                return "the receiver rejected \(rejected) of \(spanCount) spans: \(reason)"
            case .refused(let reason):
                self.metrics.failed.add()
                self.giveUp(traces, self.metrics.rejected, spanCount)
                return reason
            case .again(_, let reason) where tries >= self.configuration.tries:
                self.metrics.failed.add()
                self.giveUp(traces, self.metrics.rejected, spanCount)
                return "\(reason), \(tries) times"
            case .again(let after, _):
                self.metrics.retry.add()
                let pause = after.map { UInt64($0) * 1_000_000_000 } ?? wait / 2 + UInt64.random(in: 0...wait / 2)
                // At the end there is one more try, and no time to wait for it.
                if self.queue.pause(pause) != nil { tries = max(tries, self.configuration.tries - 1) }
            }
            tries += 1
            wait *= 2
        }
    }

    /// The time for one try; nil: there is none left.
    private func timeout() -> UInt64? {
        guard let deadline = self.queue.deadlineOfEnd else { return self.configuration.timeoutNanoseconds }
        let now = SystemClock.monotonic
        return deadline > now ? min(deadline - now, self.configuration.timeoutNanoseconds) : nil
    }

    private func giveUp(_ traces: [KeptTrace], _ counter: Counter, _ spanCount: Int) {
        counter.add(UInt64(spanCount))
        for trace in traces { trace.discardExemplars(in: self.exemplars) }
    }
}
