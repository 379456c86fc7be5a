package import NIOCore

/// Which sinks each stream goes to, where the file sink writes, what the journald sink sends.
package struct LogsPlan: Sendable, Equatable {
    package enum Sink: String, Sendable, CaseIterable { case stdout, file, journald, elasticsearch }

    /// The file sink; `app.jsonl` and `audit.jsonl` lie beside the access log.
    package struct File: Sendable, Equatable {
        /// The access log; nil: `access.jsonl` in `$LOGS_DIRECTORY`, else in the state directory.
        package var path: String?
        package var rotateBytes = 256 * 1_048_576
        /// A file is closed at the end of each interval of so many seconds since 1970, UTC; nil: by size only.
        package var rotateSeconds: Int?
        package var keep = 10
        package var compressesWithGzip = true

        package init() {}
    }

    package var accessSinks: [Sink] = [.file]
    package var appSinks: [Sink] = [.stdout]
    package var auditSinks: [Sink] = [.file]
    /// The share of ordinary access records that is written; failed and slow requests always are.
    package var accessSample = 1.0
    /// From this duration on a request is slow.
    package var accessSlow = TimeAmount.milliseconds(500)
    /// swift-log level name: trace, debug, info, notice, warning, error, critical.
    package var appLevel = "info"
    package var file = File()
    /// Whether entries of the journald sink carry the whole line too, as the field `ECS`.
    package var journaldSendsECS = true
    package var privacy = PrivacyPlan()
    /// Where the rings lie; nil: in memory of the process.
    package var ringsDirectory: String?
    /// Nil without a URL.
    package var elasticsearch: ElasticsearchPlan?
    /// Per shard.
    package var ringBytes = 4 * 1_048_576

    package init() {}
}
