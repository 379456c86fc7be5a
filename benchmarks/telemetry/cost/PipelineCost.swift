import Glibc
import LogPipeline
import Telemetry

/// What a record costs the pipeline's threads: drained, rendered, queued and written to a file.
struct PipelineCost {
    private static let total: UInt64 = 1_000_000

    /// CPU nanoseconds of one record, without the thread that makes them; nil when some were lost.
    func nanoseconds() throws -> Double? {
        let template = Array("/tmp/watchgate-bench-XXXXXX".utf8CString)
        let folder = template.withUnsafeBufferPointer { strdup($0.baseAddress!) }!  // out of memory: nothing to measure
        defer { free(folder) }
        guard mkdtemp(folder) != nil else { throw BenchFailure("no temporary folder: \(errno)") }
        let path = String(cString: folder)
        defer {
            unlink("\(path)/access.jsonl")
            unlink("\(path)/app.jsonl")
            rmdir(path)
        }
        let names = NameTable()
        let configuration = LogPipelineConfiguration(
            serviceVersion: "1.0.0",
            environment: "production",
            nodeName: "gw-1",
            bootID: 1,
            appSinks: [.file],
            fileAccessPath: "\(path)/access.jsonl",
            fileAppPath: "\(path)/app.jsonl",
            rotateBytes: 1 << 40,
            names: names
        )
        let registry = MetricRegistry(names: names)
        let pipeline = LogPipeline(configuration: configuration, registry: registry)
        let ring = RecordRing(bytes: 4 << 20)
        pipeline.attach(ring)
        try pipeline.start()
        let before = (Timing.processCPU(), Timing.threadCPU())
        Self.produce(SampleAccessRecord.words(names), into: ring)
        pipeline.stop(within: 60)
        let cpu = Timing.processCPU() - before.0 - (Timing.threadCPU() - before.1)
        return ring.droppedCount == 0 ? Double(cpu) / Double(Self.total) : nil
    }

    private static func produce(_ record: [UInt64], into ring: RecordRing) {
        record.withUnsafeBytes { source in
            for sequence in 1...Self.total {
                while ring.usedRatio > 0.9 { usleep(200) }
                ring.write(source.count) { room in
                    room.copyMemory(from: source.baseAddress!, byteCount: source.count)
                    room.assumingMemoryBound(to: AccessRecord.self).pointee.sequence = sequence
                }
            }
        }
    }
}
