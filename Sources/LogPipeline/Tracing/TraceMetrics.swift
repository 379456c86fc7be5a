import Telemetry

/// What became of exports and spans.
///
/// - Important: `queueFull` is the pipeline thread's, the others are the export thread's.
struct TraceMetrics: Sendable {
    let ok: Counter
    let partial: Counter
    let retry: Counter
    let failed: Counter
    let queueFull: Counter
    let rejected: Counter
    let shutdown: Counter
    /// Keep the cells alive.
    private let writers: [MetricWriter]

    init(_ registry: MetricRegistry) {
        let (export, pipeline) = (registry.makeWriter(), registry.makeWriter())
        self.writers = [export, pipeline]
        self.ok = export.counter(Families.traceExports, .closed(TraceExportLabel.ok))
        self.partial = export.counter(Families.traceExports, .closed(TraceExportLabel.partial))
        self.retry = export.counter(Families.traceExports, .closed(TraceExportLabel.retry))
        self.failed = export.counter(Families.traceExports, .closed(TraceExportLabel.failed))
        self.queueFull = pipeline.counter(Families.traceSpansDropped, .closed(TraceDropLabel.queueFull))
        self.rejected = export.counter(Families.traceSpansDropped, .closed(TraceDropLabel.rejected))
        self.shutdown = export.counter(Families.traceSpansDropped, .closed(TraceDropLabel.shutdown))
    }
}
