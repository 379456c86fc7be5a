import LogPipeline
import Telemetry

/// Kept traces as the exchange hands them over.
enum TraceSample {
    static let names = NameTable()

    /// The handbook's request, kept after a failed attempt.
    static func record(_ number: UInt64 = 0, attempts: Int = 2) -> SampleRecord {
        var sample = SampleRecord.handbook(Self.names)
        sample.record.traceIDLow &+= number
        sample.record.sequence &+= number
        sample.query = "token=secret-of-the-client"
        var trace = TraceRecord()
        trace.decision = TraceDecisionLabel.keptExemplar.rawValue
        trace.flags = TraceContext.randomFlag
        sample.trace = trace
        sample.attempts = (0..<attempts).map { index in
            var attempt = AttemptRecord()
            attempt.spanID = 0xA000 + number * 16 + UInt64(index)
            attempt.startWallNanoseconds = sample.record.startWallNanoseconds + Int64(1_000 * (index + 1))
            attempt.durationNanoseconds = 5_000_000 + UInt64(index)
            attempt.target = Self.names.intern(index == 0 ? "[::1]:9002" : "127.0.0.1:9001").id
            let isLast = index == attempts - 1
            attempt.status = isLast ? 200 : 0
            attempt.outcome = (isLast ? Outcome.success : .upstreamReset).rawValue
            attempt.usedReusedConnection = isLast
            return attempt
        }
        return sample
    }

    static func trace(_ sample: SampleRecord) -> KeptTrace? {
        sample.words.withUnsafeBytes { KeptTrace($0) }
    }
}
