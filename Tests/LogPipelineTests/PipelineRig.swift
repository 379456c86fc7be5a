import Foundation
import LogPipeline
import Telemetry

/// A pipeline over one ring and a temporary folder.
final class PipelineRig {
    let folder: TemporaryFolder
    let names: NameTable
    let ring = RecordRing(bytes: 1_048_576)
    let registry: MetricRegistry
    let pipeline: LogPipeline
    private let words: [UInt64]
    private var sequence: UInt64 = 0

    init(_ change: (inout LogPipelineConfiguration, TemporaryFolder) -> Void = { _, _ in }) throws {
        self.folder = try TemporaryFolder()
        self.names = NameTable()
        var configuration = LogPipelineConfiguration.sample(in: self.folder, names: self.names)
        change(&configuration, self.folder)
        self.registry = MetricRegistry(names: self.names)
        self.pipeline = LogPipeline(configuration: configuration, registry: self.registry)
        self.words = SampleRecord.handbook(self.names).words
        self.pipeline.attach(self.ring)
    }

    /// Writes records as a loop would, each with the next number.
    /// - Parameters:
    ///   - count: How many.
    ///   - waits: Whether to wait for room in the ring.
    func write(_ count: Int, waits: Bool = true) {
        for _ in 0..<count {
            self.sequence += 1
            var words = self.words
            words.withUnsafeMutableBytes { bytes in
                var record = bytes.load(as: AccessRecord.self)
                record.sequence = self.sequence
                bytes.storeBytes(of: record, as: AccessRecord.self)
            }
            while waits, self.ring.usedRatio > 0.5 { usleep(500) }
            words.withUnsafeBytes { source in
                _ = self.ring.write(source.count) { $0.copyMemory(from: source.baseAddress!, byteCount: source.count) }
            }
        }
    }

    func account(_ kind: SinkKind = .file, _ stream: RecordStream = .access) -> StreamLedger {
        self.pipeline.snapshot.sink(kind)?.streams[stream] ?? StreamLedger()
    }

    /// Waits until nothing is queued and so many records were delivered.
    func delivered(_ count: UInt64, _ kind: SinkKind = .file) -> Bool {
        eventually { self.account(kind).delivered >= count }
    }

    /// All access lines, the rotated files first, in the order they were written.
    func accessLines() throws -> [ParsedLine?] {
        let rotated = self.folder.names.compactMap { RotatedName($0, stem: "access") }.sorted()
        var all = Data()
        for name in rotated {
            all += name.isCompressed ? try Self.unzip(self.folder.file(name.text)) : try self.folder.data(name.text)
        }
        return ParsedLine.all(in: all + (try self.folder.data("access.jsonl")))
    }

    static func unzip(_ path: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }

    /// The law of the ledger, for every sink and stream.
    var isBalanced: Bool {
        self.pipeline.snapshot.sinks.allSatisfy { sink in sink.streams.values.allSatisfy { $0.imbalance == 0 } }
    }
}
