import Synchronization
import Telemetry

/// What waits on disk: the spools of the elasticsearch sink, and the audit stream's.
extension LogPipeline {
    /// What a bulk delivery reads from, one for each stream of the `elasticsearch` sink; empty before `start()`.
    package var bulkSources: [any BulkSource] {
        self.ledger.sinks.filter { $0.kind == .elasticsearch }.flatMap(\.lanes).compactMap(\.reader)
    }

    /// Takes actions; nil before `start()`, and when the audit stream has no sinks.
    package var audit: AuditLog? { self.auditLog.withLock { $0 } }

    private var hasAudit: Bool { !self.configuration.auditSinks.isEmpty }

    /// - Throws: `spoolInUse`, `spoolNotOpened`.
    func lockSpool() throws(LogPipelineError) {
        guard self.hasAudit || self.ledger.sinks.contains(where: { $0.kind == .elasticsearch }) else { return }
        let lock = try SpoolLock(self.configuration.spoolFolder)
        self.spoolLock.withLock { $0 = lock }
    }

    /// Opens a spool for each of the sink's streams and finds what an earlier run left.
    func openSpool(_ sink: Sink) throws(LogPipelineError) {
        let quota = SpoolQuota(maxBytes: self.configuration.spoolBytes)
        for lane in sink.lanes where lane.stream != .audit {
            let account = LaneSpoolAccount(sink, lane)
            let readers: [(name: String, account: any SpoolAccount)] = [("cursor", account)]
            let spool = try self.open(lane.stream, readers, quota, SpoolOptions())
            lane.spool = spool
            lane.reader = spool.readers[0]
            lane.destination = SpoolDestination(spool, account)
        }
    }

    private func open(
        _ stream: RecordStream,
        _ readers: [(name: String, account: any SpoolAccount)],
        _ quota: SpoolQuota?,
        _ options: SpoolOptions
    ) throws(LogPipelineError) -> SpoolStream {
        let path = self.configuration.spoolFolder + "/" + stream.label.labelText
        let appStream = self.appStream
        return try SpoolStream(stream, at: path, readers: readers, quota: quota, options: options) {
            appStream.report($0, $1, $2)
        }
    }

    /// Opens the audit spool; every sink of the stream has a cursor in it.
    func openAudit() throws(LogPipelineError) -> AuditLog? {
        guard self.hasAudit else { return nil }
        var lanes: [SinkLane] = []
        var readers: [(name: String, account: any SpoolAccount)] = []
        for sink in self.ledger.sinks {
            guard let lane = sink.lanes.first(where: { $0.stream == .audit }) else { continue }
            lanes.append(lane)
            readers.append(("cursor-" + sink.kind.rawValue, LaneSpoolAccount(sink, lane)))
        }
        var options = self.configuration.auditSpoolOptions
        options.isAudit = true
        let spool = try self.open(.audit, readers, nil, options)
        for (index, lane) in lanes.enumerated() { lane.reader = spool.readers[index] }
        return try AuditLog(
            spool,
            self.ledger,
            identity: RecordIdentity(self.configuration),
            maxBytes: self.configuration.auditSpoolBytes
        )
    }

    /// Lets the sink read the audit spool, from behind the last record that its file has.
    func feedAudit(_ sink: Sink) {
        guard sink.kind != .elasticsearch else { return }
        for lane in sink.lanes where lane.stream == .audit {
            guard let reader = lane.reader else { continue }
            let feed = AuditFeed(reader)
            if sink.kind == .file, let id = LogFile.lastID(self.configuration.fileAuditPath) {
                feed.skip(throughID: id)
            }
            lane.feed = feed
        }
    }

    /// Nil without a canary, and when app records do not go to the store.
    func canaryTerms(_ settings: ElasticsearchSettings) -> CanaryTerms? {
        guard let interval = settings.canaryInterval, self.configuration.appSinks.contains(.elasticsearch) else {
            return nil
        }
        let (stream, registry, boot) = (self.appStream, self.registry, self.configuration.bootID)
        return CanaryTerms(interval: interval) {
            stream.writeCanary(boot: boot)
        } show: { delay in
            registry.set(
                Families.logPipelineCanaryDelay,
                .closed(SinkLabel.elasticsearch),
                to: Double(delay) / 1e9
            )
        }
    }
}
