package import Logging
import Synchronization
package import Telemetry

/// Takes the records of the gateway's loops and loggers to the sinks, and can say where each of them went.
///
/// ```
/// loop ─ ring ─┐                      ┌ queue ─ thread ─ stdout
/// loop ─ ring ─┼ thread: drain, render┤
/// loggers ring ┘                      ├ queue ─ thread ─ files ─ thread: gzip, delete
///                                     └ queue ─ thread ─ journald
/// ```
///
/// Loops and loggers wait for nothing: what finds no room is dropped and counted. A logger works from the moment the
/// pipeline exists; what it logs before `start()` is written then.
package final class LogPipeline: Sendable {
    private enum Stage { case new, running, stopped }

    private let configuration: LogPipelineConfiguration
    private let registry: MetricRegistry
    private let appStream: AppStream
    private let ledger: Ledger
    private let thread: PipelineThread
    private let archives: ArchiveThread
    private let syncThread = SyncThread()
    private let spoolLock = Mutex<SpoolLock?>(nil)
    private let delivery = ElasticsearchDelivery()
    private let stage = Mutex(Stage.new)

    /// - Parameters:
    ///   - configuration: What to write where.
    ///   - registry: Gets the ledger at every scrape.
    package init(configuration: LogPipelineConfiguration, registry: MetricRegistry) {
        let appStream = AppStream()
        let ledger = Ledger(
            sinksOfStream: [.access: configuration.accessSinks, .app: configuration.appSinks],
            queueBytes: configuration.queueBytes
        )
        let writer = registry.makeWriter()
        let thread = PipelineThread(configuration: configuration, ledger: ledger, appStream: appStream, writer: writer)
        self.configuration = configuration
        self.registry = registry
        self.appStream = appStream
        self.ledger = ledger
        self.thread = thread
        self.archives = ArchiveThread { appStream.report($0, $1, $2) }
        LedgerMetrics.create(ledger.snapshot(), in: registry)
        registry.onGather { [weak thread] registry in
            LedgerMetrics.publish(ledger.snapshot(), thread?.attachedRings ?? [], to: registry)
        }
    }

    /// Where all records went, at this moment.
    package var snapshot: LedgerSnapshot { self.ledger.snapshot() }

    /// Makes the handlers of the app stream: give it to `LoggingSystem.bootstrap` or to a `Logger`.
    package var logHandlerFactory: @Sendable (String) -> any LogHandler {
        let (level, stream) = (self.configuration.appLevel, self.appStream)
        return { label in PipelineLogHandler(label: label, level: level, stream: stream) }
    }

    /// Drains a ring of access records from now on.
    ///
    /// Any thread, before the start or later.
    package func attach(_ ring: RecordRing) { self.thread.attach(ring) }

    /// Opens the files and starts the threads.
    ///
    /// - Throws: ``LogPipelineError``: a file cannot be opened (correct the path it names), the system has no room for
    ///   a thread, the pipeline was stopped before.
    package func start() throws {
        try self.stage.withLock { stage in
            switch stage {
            case .running: return
            case .stopped: throw LogPipelineError(code: .alreadyStopped, subject: "")
            case .new: break
            }
            for sink in self.ledger.sinks { try self.open(sink) }
            stage = .stopped  // unless all threads start: there is no second try with some of them
            let stream = self.appStream
            for sink in self.ledger.sinks { try SinkThread.start(sink) { stream.report($0, $1, $2) } }
            try self.startDelivery()
            try self.thread.start()
            stage = .running
        }
    }

    private func open(_ sink: Sink) throws(LogPipelineError) {
        switch sink.kind {
        case .stdout:
            let output = StandardOutput(descriptor: self.configuration.standardOutput)
            try output.open()
            for lane in sink.lanes { lane.destination = output }
        case .journald:
            let limit = JournalRateLimitReader().read()
            LedgerMetrics.publish(limit, to: self.registry)
            let journal = JournaldDestination(sendsECS: self.configuration.journaldSendsECS, limit: limit)
            try journal.open()
            for lane in sink.lanes { lane.destination = journal }
        case .elasticsearch: try self.openSpool(sink)
        case .file:
            let paths = (self.configuration.fileAccessPath, self.configuration.fileAppPath)
            if sink.lanes.count > 1, paths.0 == paths.1 {
                throw LogPipelineError(code: .fileNamedTwice, subject: paths.0)
            }
            for lane in sink.lanes {
                let file = self.fileDestination(lane.stream == .access ? paths.0 : paths.1)
                try file.open()
                lane.destination = file
            }
        }
    }

    /// Opens a spool for each of the sink's streams and finds what an earlier run left.
    private func openSpool(_ sink: Sink) throws(LogPipelineError) {
        let folder = self.configuration.spoolFolder
        let lock = try SpoolLock(folder)
        self.spoolLock.withLock { $0 = lock }
        let quota = SpoolQuota(maxBytes: self.configuration.spoolBytes)
        let stream = self.appStream
        for lane in sink.lanes {
            let account = LaneSpoolAccount(sink, lane)
            let spool = try SpoolStream(
                lane.stream,
                at: folder + "/" + lane.stream.label.labelText,
                readers: [("cursor", account)],
                quota: quota,
                options: SpoolOptions()
            ) { stream.report($0, $1, $2) }
            lane.spool = spool
            lane.destination = SpoolDestination(spool, account)
        }
    }

    /// What a bulk delivery reads from, one for each stream of the `elasticsearch` sink; empty before `start()`.
    package var bulkSources: [any BulkSource] {
        self.ledger.sinks.filter { $0.kind == .elasticsearch }.flatMap(\.lanes).compactMap { $0.spool?.readers.first }
    }

    private func startDelivery() throws(LogPipelineError) {
        guard let settings = self.configuration.elasticsearch,
            let sink = self.ledger.sinks.first(where: { $0.kind == .elasticsearch })
        else { return }
        let delivery = self.delivery
        sink.setDeliveryState { delivery.sinkState }
        let stream = self.appStream
        try delivery.start(
            settings,
            sources: self.bulkSources,
            writer: self.registry.makeWriter(),
            userAgent: "watchgate/\(self.configuration.serviceVersion)"
        ) { stream.report($0, $1, $2) }
    }

    private func fileDestination(_ path: String) -> FileDestination {
        let (keep, compresses) = (self.configuration.keep, self.configuration.compresses)
        let archive = LogArchive(path: path, keep: keep, compresses: compresses, worker: self.archives)
        let stream = self.appStream
        return FileDestination(
            path: path,
            rotateBytes: self.configuration.rotateBytes,
            archive: archive,
            syncThread: self.syncThread
        ) { stream.report($0, $1, $2) }
    }

    /// Drains rings and queues, ends the app stream with the record `stream.closed`, and closes everything.
    ///
    /// What cannot be written in time is counted as dropped with the reason `shutdown`. Stop those who write into the
    /// rings first. Returns within the time given and about a second; blocks the calling thread. A second call does
    /// nothing.
    package func stop(within seconds: Double) {
        let wasRunning = self.stage.withLock { stage in
            defer { stage = .stopped }
            return stage == .running
        }
        guard wasRunning else { return }
        let start = SystemClock.monotonic
        let deadline = start + UInt64(max(seconds, 0) * 1e9)
        self.thread.stop(by: deadline)
        self.ledger.closeSinks(by: deadline)
        self.delivery.stop(by: deadline)
        self.archives.stop(by: deadline)
        self.syncThread.stop()
        self.spoolLock.withLock { $0 = nil }
    }
}
