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

    let configuration: LogPipelineConfiguration
    let registry: MetricRegistry
    let appStream: AppStream
    let ledger: Ledger
    private let thread: PipelineThread
    private let archives: ArchiveThread
    private let syncThread = SyncThread()
    /// Nil: spans go nowhere.
    private let traces: TraceExporter?
    let spoolLock = Mutex<SpoolLock?>(nil)
    let auditLog = Mutex<AuditLog?>(nil)
    private let delivery = ElasticsearchDelivery()
    private let stage = Mutex(Stage.new)

    /// - Parameters:
    ///   - configuration: What to write where.
    ///   - registry: Gets the ledger at every scrape.
    package init(configuration: LogPipelineConfiguration, registry: MetricRegistry) {
        let redactions = RedactionTally()
        let ring = configuration.rings?.makeAppRing() ?? RecordRing(bytes: 262_144)
        let appStream = AppStream(ring: ring, redactions: redactions)
        let ledger = Ledger(
            sinksOfStream: [
                .access: configuration.accessSinks, .app: configuration.appSinks, .audit: configuration.auditSinks,
            ],
            queueBytes: configuration.queueBytes
        )
        let writer = registry.makeWriter()
        let traces = TraceExporter.make(configuration, registry) { appStream.report($0, $1, $2) }
        let thread = PipelineThread(
            configuration: configuration,
            ledger: ledger,
            appStream: appStream,
            redactions: redactions,
            writer: writer,
            traces: traces
        )
        self.configuration = configuration
        self.registry = registry
        self.appStream = appStream
        self.ledger = ledger
        self.thread = thread
        self.traces = traces
        self.archives = ArchiveThread { appStream.report($0, $1, $2) }
        LedgerMetrics.create(ledger.snapshot(), in: registry)
        registry.onGather { [weak thread] registry in
            LedgerMetrics.publish(ledger.snapshot(), thread?.attachedRings ?? [], to: registry)
            LedgerMetrics.publish(redactions, to: registry)
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
            do {
                try self.startAll(&stage)
            } catch {
                // No record of a request is in them, and a service that cannot start is started again and again.
                self.configuration.rings?.remove()
                throw error
            }
        }
    }

    private func startAll(_ stage: inout Stage) throws {
        try self.lockSpool()
        let audit = try self.openAudit()
        for sink in self.ledger.sinks { try self.open(sink) }
        let recovery = self.makeRecovery()
        stage = .stopped  // unless all threads start: there is no second try with some of them
        let stream = self.appStream
        for sink in self.ledger.sinks { try SinkThread.start(sink) { stream.report($0, $1, $2) } }
        try audit?.start()
        self.auditLog.withLock { $0 = audit }
        try self.startDelivery()
        try self.thread.start(recovery)
        try self.traces?.start()
        stage = .running
    }

    /// Finds what earlier runs have left, and says what cannot outlive this one.
    private func makeRecovery() -> Recovery? {
        if let failure = self.configuration.ringsFailure {
            self.appStream.report(.warning, Self.memoryOnly, [("cause", failure.description)])
        }
        guard let folder = self.configuration.rings else { return nil }
        for failure in folder.takeFailures() {
            let labels = [("cause", errorText(failure.errorNumber)), ("path", failure.path)]
            self.appStream.report(.warning, Self.memoryOnly, labels)
        }
        let stream = self.appStream
        return RingStore(folder).claim { stream.report($0, $1, $2) }
    }

    private static let memoryOnly = "log rings are in memory only: a kill loses what is in them"

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
            var paths: Set<String> = []
            for lane in sink.lanes {
                let path = self.filePath(lane.stream)
                guard paths.insert(path).inserted else {
                    throw LogPipelineError(code: .fileNamedTwice, subject: path)
                }
                let file = self.fileDestination(path, keepsLonger: lane.stream == .audit)
                try file.open()
                lane.destination = file
            }
        }
        self.feedAudit(sink)
    }

    private func filePath(_ stream: RecordStream) -> String {
        switch stream {
        case .access: self.configuration.fileAccessPath
        case .app: self.configuration.fileAppPath
        case .audit: self.configuration.fileAuditPath
        }
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
            userAgent: "watchgate/\(self.configuration.serviceVersion)",
            canary: self.canaryTerms(settings)
        ) { stream.report($0, $1, $2) }
    }

    private func fileDestination(_ path: String, keepsLonger: Bool) -> FileDestination {
        // Audit records are few and kept for a year.
        let keep = keepsLonger ? max(self.configuration.keep, 365) : self.configuration.keep
        let compresses = self.configuration.compresses
        let archive = LogArchive(path: path, keep: keep, compresses: compresses, worker: self.archives)
        let stream = self.appStream
        return FileDestination(
            path: path,
            rotateBytes: self.configuration.rotateBytes,
            intervals: self.configuration.rotationIntervals,
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
        self.traces?.beginStop(by: deadline)
        self.audit?.close(by: deadline)
        self.ledger.closeSinks(by: deadline)
        self.delivery.stop(by: deadline)
        // What a sink did not take stays for the next start.
        if self.thread.releaseLast() { self.configuration.rings?.remove() }
        self.archives.stop(by: deadline)
        self.syncThread.stop()
        self.traces?.waitForStop(until: deadline)
        self.spoolLock.withLock { $0 = nil }
    }
}
