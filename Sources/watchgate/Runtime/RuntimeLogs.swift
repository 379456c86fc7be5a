import Foundation
import GatewayCore
import LogPipeline
import Logging
import NIOCore
import Telemetry

/// The log pipeline's configuration as it follows from the plan.
enum RuntimeLogs {
    static func configuration(_ plan: GatewayPlan, names: NameTable) -> LogPipelineConfiguration {
        let access = self.accessPath(plan)
        let folder = (access as NSString).deletingLastPathComponent
        var configuration = LogPipelineConfiguration(
            serviceVersion: BuildFacts.version,
            environment: plan.environment,
            nodeName: ProcessInfo.processInfo.hostName,
            bootID: UInt32.random(in: 1...UInt32.max),
            accessSinks: plan.logs.accessSinks.map(Self.kind),
            appSinks: plan.logs.appSinks.map(Self.kind),
            appLevel: Logger.Level(rawValue: plan.logs.appLevel) ?? .info,
            fileAccessPath: access,
            fileAppPath: (folder as NSString).appendingPathComponent("app.jsonl"),
            rotateBytes: plan.logs.file.rotateBytes,
            keep: plan.logs.file.keep,
            compresses: plan.logs.file.compressesWithGzip,
            names: names
        )
        configuration.auditSinks = plan.logs.auditSinks.map(Self.kind)
        configuration.fileAuditPath = (folder as NSString).appendingPathComponent("audit.jsonl")
        configuration.spoolFolder = (plan.stateDirectory as NSString).appendingPathComponent("spool")
        configuration.accessSampleRate = plan.logs.accessSample
        configuration.rotationIntervals = plan.logs.file.rotateSeconds.map { RotationIntervals(seconds: $0) }
        configuration.standardOutput = StandardDescriptors.output
        configuration.journaldSendsECS = plan.logs.journaldSendsECS
        configuration.traces = plan.traces.otlp.map {
            TraceExportConfiguration(endpoint: $0, sampleRate: plan.traces.sample)
        }
        if let store = plan.logs.elasticsearch {
            configuration.spoolFolder = store.spool
            configuration.spoolBytes = store.spoolBytes
            configuration.elasticsearch = Self.elasticsearch(store)
        }
        return configuration
    }

    /// Makes the folder of the rings; a full file system is no reason not to start.
    /// - Throws: `StartError` when the folder cannot be made or written to.
    static func addRings(_ plan: GatewayPlan, to configuration: inout LogPipelineConfiguration) throws {
        guard let folder = plan.logs.ringsDirectory else { return }
        do throws(LogPipelineError) {
            configuration.rings = try RingFolder(in: folder, for: configuration)
        } catch {
            guard error.code == .noRoomForRings else {
                let isDenied = [EACCES, EPERM, EROFS].contains(error.errorNumber)
                throw StartError(description: error.description, exitCode: isDenied ? 77 : 1)
            }
            configuration.ringsFailure = error
        }
    }

    /// Nil when the URL is none: `watchgate check` refuses it before.
    private static func elasticsearch(_ plan: ElasticsearchPlan) -> ElasticsearchSettings? {
        guard let endpoint = try? OutboundEndpoint(url: plan.url) else { return nil }  // see above
        var settings = ElasticsearchSettings(endpoint: endpoint, deadLetterFolder: plan.spool + "/dead")
        settings.namespace = plan.namespace
        settings.batchBytes = plan.batchBytes
        settings.batchEvents = plan.batchEvents
        settings.linger = UInt64(plan.linger.nanoseconds)
        settings.caFile = plan.caFile
        settings.canaryInterval = plan.canary.map { UInt64($0.nanoseconds) }
        if let file = plan.apiKeyFile { settings.credentials = .apiKey(file: file) }
        if let user = plan.username, let file = plan.passwordFile {
            settings.credentials = .password(user: user, file: file)
        }
        return settings
    }

    /// The configured file, else `access.jsonl` in `$LOGS_DIRECTORY`, else in the state directory.
    static func accessPath(_ plan: GatewayPlan) -> String {
        if let path = plan.logs.file.path { return path }
        let folder = ProcessInfo.processInfo.environment["LOGS_DIRECTORY"] ?? plan.stateDirectory
        return (folder as NSString).appendingPathComponent("access.jsonl")
    }

    private static func kind(_ sink: LogsPlan.Sink) -> SinkKind {
        switch sink {
        case .stdout: .stdout
        case .file: .file
        case .journald: .journald
        case .elasticsearch: .elasticsearch
        }
    }
}
