package import Logging
package import Telemetry

/// What a ``LogPipeline`` needs to know; wiring fills it from the plan.
package struct LogPipelineConfiguration: Sendable {
    package var serviceVersion: String
    package var environment: String
    package var nodeName: String
    /// Random for each start of the process: part of every record's id.
    package var bootID: UInt32
    package var accessSinks: [SinkKind]
    package var appSinks: [SinkKind]
    /// App records below it are not made.
    package var appLevel: Logger.Level
    package var fileAccessPath: String
    package var fileAppPath: String
    /// A file is rotated before it grows beyond this.
    package var rotateBytes: Int
    /// Rotated files kept, per stream; older ones are deleted.
    package var keep: Int
    /// Whether rotated files are compressed with gzip.
    package var compresses: Bool
    /// The names the records' ids stand for.
    package var names: NameTable
    /// A file is rotated too at the end of each of these; nil: by size only.
    package var rotationIntervals: RotationIntervals?
    /// `host.name`; nil asks the system.
    package var hostName: String?
    /// The share of ordinary access records that is written, 0 to 1: what `gateway.sample_rate` follows from.
    package var accessSampleRate = 1.0
    /// The descriptor of the `stdout` sink.
    package var standardOutput: Int32 = 1
    /// Whether entries of the `journald` sink carry the whole line, as the field `ECS`.
    package var journaldSendsECS = true
    /// Where the rings lie that outlive the process; nil: they are memory of this process.
    package var rings: RingFolder?
    /// Why there is no such folder; written to the app stream at the start.
    package var ringsFailure: LogPipelineError?
    /// The most bytes waiting in memory for one sink.
    package var queueBytes = 8 * 1_048_576
    /// Where spans of kept traces go; nil: nowhere.
    package var traces: TraceExportConfiguration?

    /// The folder of the `elasticsearch` sink's spool, and of the audit stream's.
    package var spoolFolder = ""
    /// Where actions go; none: they are not put on record.
    package var auditSinks: [SinkKind] = []
    package var fileAuditPath = ""
    /// The most that waits in the audit spool; then actions are refused.
    package var auditSpoolBytes = 256 * 1_048_576
    package var auditSpoolOptions = SpoolOptions()
    /// The most that waits there.
    package var spoolBytes = 1 << 30
    /// Where what waits there is delivered to; nil: it waits.
    package var elasticsearch: ElasticsearchSettings?

    package init(
        serviceVersion: String,
        environment: String,
        nodeName: String,
        bootID: UInt32,
        accessSinks: [SinkKind] = [.file],
        appSinks: [SinkKind] = [.stdout],
        appLevel: Logger.Level = .info,
        fileAccessPath: String,
        fileAppPath: String,
        rotateBytes: Int = 256 * 1_048_576,
        keep: Int = 10,
        compresses: Bool = true,
        names: NameTable
    ) {
        self.serviceVersion = serviceVersion
        self.environment = environment
        self.nodeName = nodeName
        self.bootID = bootID
        self.accessSinks = accessSinks
        self.appSinks = appSinks
        self.appLevel = appLevel
        self.fileAccessPath = fileAccessPath
        self.fileAppPath = fileAppPath
        self.rotateBytes = rotateBytes
        self.keep = keep
        self.compresses = compresses
        self.names = names
    }
}
