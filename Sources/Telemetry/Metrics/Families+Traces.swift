/// Traces: what was decided about them and what became of their spans.
extension Families {
    package static let traceSpans = CounterFamily(
        "trace_spans_total",
        labels: [.closed("decision", TraceDecisionLabel.self)],
        help: "Spans of requests that have ended, by what was decided about their trace."
    )
    package static let traceExports = CounterFamily(
        "trace_exports_total",
        labels: [.closed("result", TraceExportLabel.self)],
        help: "Tries to export a batch of spans."
    )
    package static let traceSpansDropped = CounterFamily(
        "trace_spans_dropped_total",
        labels: [.closed("reason", TraceDropLabel.self)],
        help: "Spans of kept traces that no receiver has, by reason."
    )

    static let traces: [FamilyDescriptor] = [
        traceSpans.descriptor, traceExports.descriptor, traceSpansDropped.descriptor,
    ]
}
