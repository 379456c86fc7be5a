import Foundation
import LogPipeline
import Telemetry

/// A pipeline with an audit stream in a folder that may outlive it.
final class AuditRig: Sendable {
    let folder: TemporaryFolder
    let pipeline: LogPipeline

    init(in folder: TemporaryFolder, _ change: (inout LogPipelineConfiguration) -> Void = { _ in }) throws {
        self.folder = folder
        let names = NameTable()
        var configuration = LogPipelineConfiguration.sample(in: folder, names: names)
        // However long a test waits for a thread, its chain lies in one segment.
        configuration.auditSpoolOptions.segmentNanoseconds = 3_600_000_000_000
        configuration.bootID = UInt32.random(in: 1...UInt32.max)
        configuration.auditSinks = [.file]
        configuration.fileAuditPath = folder.file("audit.jsonl")
        configuration.spoolFolder = folder.file("spool")
        change(&configuration)
        self.pipeline = LogPipeline(configuration: configuration, registry: MetricRegistry(names: names))
    }

    /// Starts it, puts actions on record and stops it.
    static func run(
        _ folder: TemporaryFolder,
        _ count: Int,
        _ change: (inout LogPipelineConfiguration) -> Void = { _ in }
    ) async throws {
        let rig = try AuditRig(in: folder, change)
        try rig.pipeline.start()
        for number in 0..<count { try await rig.append("test.\(number)") }
        rig.pipeline.stop(within: 10)
    }

    func append(_ action: String) async throws {
        guard let audit = self.pipeline.audit else { throw AuditError(code: .closed) }
        try await audit.append(AuditEvent(action, message: "done \(action)"))
    }

    var account: StreamLedger { self.pipeline.snapshot.sink(.file)?.streams[.audit] ?? StreamLedger() }

    static func lines(_ folder: TemporaryFolder) throws -> [String] {
        String(decoding: try folder.data("audit.jsonl"), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    static func write(_ lines: [String], _ folder: TemporaryFolder) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: folder.file("audit.jsonl")))
    }

    static func verify(_ folder: TemporaryFolder) throws -> AuditSummary {
        try AuditVerifier.verify(filePath: folder.file("audit.jsonl"), spoolFolder: folder.file("spool/audit"))
    }
}
