import NIOCore
import Telemetry

/// How traces are judged on one shard.
final class ShardTracing {
    /// So long an exemplar stands before a trace is kept for its place alone.
    static let exemplarNanoseconds: UInt64 = 60_000_000_000

    let sampling: TraceSampling
    let slowNanoseconds: UInt64
    /// The `th` of traces that are kept by chance.
    let threshold: [UInt8]
    private let spans: [Counter]

    /// `key`: Random for each process.
    init(_ plan: TracesPlan, _ writer: MetricWriter, key: UInt64) {
        self.sampling = TraceSampling(rate: plan.sample, key: key)
        self.slowNanoseconds = UInt64(plan.slow.nanoseconds)
        self.threshold = Array(self.sampling.thresholdText.utf8)
        self.spans = TraceDecisionLabel.allCases.map { writer.counter(Families.traceSpans, .closed($0)) }
    }

    func count(_ decision: TraceDecisionLabel, spans: Int) {
        self.spans[Int(decision.rawValue)].add(UInt64(spans))
    }
}
