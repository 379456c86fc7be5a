import Foundation
import LogPipeline
import Logging
import Telemetry

/// The rings of a process that was killed, in a folder: made as the gateway makes them, then let go.
struct DeadProcess {
    let folder: TemporaryFolder
    let names = NameTable()
    var configuration: LogPipelineConfiguration
    /// How many access records of each shard.
    var count = 100
    var shards = 1
    /// How many of them the pipeline had read.
    var readCount = 0
    var appMessages: [String] = []

    init(in folder: TemporaryFolder, bootID: UInt32 = 0xAAAA_0001) {
        self.folder = folder
        self.configuration = .sample(in: folder, names: self.names)
        self.configuration.bootID = bootID
    }

    var rings: String { self.folder.file("rings") }

    /// Leaves the folder behind.
    /// - Returns: Its path.
    @discardableResult
    func leave() throws -> String {
        let before = Set(Self.folders(self.rings))
        var configuration = self.configuration
        configuration.rings = try RingFolder(in: self.rings, for: configuration)
        let pipeline = LogPipeline(configuration: configuration, registry: MetricRegistry(names: self.names))
        for shard in 0..<self.shards {
            guard let ring = configuration.rings?.makeRing(shard: shard, bytes: 1_048_576) else { continue }
            // Interned when the rings are there already, as by a reload.
            var sample = SampleRecord.handbook(self.names)
            sample.record.shard = UInt8(shard)
            for sequence in 1...max(self.count, 1) where sequence <= self.count {
                sample.record.sequence = UInt64(sequence)
                sample.write(to: ring)
            }
            _ = ring.read(atMost: self.readCount) { _ in }
        }
        for message in self.appMessages {
            Logger(label: "test", factory: pipeline.logHandlerFactory).info("\(message)")
        }
        return "\(self.rings)/" + (Self.folders(self.rings).first { !before.contains($0) } ?? "")
    }

    static func folders(_ path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0 != "lock" && !$0.hasSuffix(".bad") }.sorted()
    }

    /// The lines the dead process would have written.
    func lines(_ sequences: ClosedRange<Int>, shard: UInt8 = 0) -> String {
        var identity = RecordIdentity.sample
        identity.bootID = self.configuration.bootID
        identity.processID = getpid()
        return sequences.map { sequence in
            var sample = SampleRecord.handbook(self.names)
            sample.record.shard = shard
            sample.record.sequence = UInt64(sequence)
            return sample.line(self.names, identity)
        }.joined()
    }
}
