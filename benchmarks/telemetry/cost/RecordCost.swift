import LogPipeline
import Telemetry

/// What an access record costs: on the loop that hands it over, and on the thread that renders it.
struct RecordCost {
    private let names = NameTable()
    private let record: [UInt64]

    init() { self.record = SampleAccessRecord.words(self.names) }

    /// Nanoseconds to copy a record into a ring that is drained in between, through all of its 4 MiB.
    ///
    /// What the exchange does besides is in the gateway's own `log_pipeline_handoff_seconds`.
    func ringWrite() -> Double {
        let ring = RecordRing(bytes: 4 << 20)
        let count = 8_000
        var nanoseconds = 0.0
        let rounds = 200
        self.record.withUnsafeBytes { source in
            for _ in 0..<rounds {
                let start = Timing.now()
                for _ in 0..<count {
                    ring.write(source.count) { $0.copyMemory(from: source.baseAddress!, byteCount: source.count) }
                }
                nanoseconds += Double(Timing.now() - start) / Double(count)
                _ = ring.drain(atMost: .max) { _ in }
            }
        }
        precondition(ring.droppedCount == 0, "the ring was full")
        return nanoseconds / Double(rounds)
    }

    /// Nanoseconds to render a record, and the length of its line.
    func render() -> (nanoseconds: Double, bytes: Int) {
        var renderer = AccessRecordRenderer(identity: SampleAccessRecord.identity, names: self.names)
        var writer = LineWriter(capacity: 1 << 20)
        let count = 512
        let nanoseconds = self.record.withUnsafeBytes { record in
            Timing.nanoseconds(of: count) {
                writer.removeAll()
                for _ in 0..<count { _ = renderer.render(record, into: &writer) }
            }
        }
        return (nanoseconds, writer.count / count)
    }
}
