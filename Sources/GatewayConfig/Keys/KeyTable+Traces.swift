extension KeyTable {
    static let traces: [ConfigurationKey] = [
        .init(
            "telemetry.traces.sample",
            .share(0...1),
            .value("1%"),
            "Traces kept of those that nothing else keeps.",
            change: .restart
        ),
        .init(
            "telemetry.traces.slow",
            .milliseconds(1...day),
            .value("500ms"),
            "Above this time at the server a trace is kept.",
            change: .restart
        ),
        .init(
            "telemetry.traces.otlp",
            .text(.receiver),
            .words("no spans, no exemplars"),
            "Where spans of kept traces are sent: OTLP/HTTP, protobuf.",
            change: .restart
        ),
        .init(
            "telemetry.traces.inbound",
            .choice(["continue", "restart"]),
            .value("continue"),
            "Whether a caller's trace goes on, or a new one begins that links to it.",
            change: .restart
        ),
    ]
}
