import Logging
import Telemetry

extension TraceExporter {
    /// Makes the exporter of a configuration; nil when spans go nowhere.
    ///
    /// `report`: Writes an app record.
    static func make(
        _ configuration: LogPipelineConfiguration,
        _ registry: MetricRegistry,
        report: @escaping @Sendable (Logger.Level, String, [(key: String, value: String)]) -> Void
    ) -> TraceExporter? {
        guard let traces = configuration.traces else { return nil }
        let encoder = SpanEncoder(
            identity: RecordIdentity(configuration),
            names: configuration.names,
            sampleRate: traces.sampleRate
        )
        let receiver = SpanReceiver(
            traces.endpoint,
            trusting: traces.caFile,
            version: configuration.serviceVersion
        )
        return TraceExporter(
            configuration: traces,
            encoder: encoder,
            registry: registry,
            send: { receiver.send($0, timeout: $1) },
            report: { isWell, reason in
                let receiver = [(key: "receiver", value: traces.endpoint)]
                if isWell {
                    report(.notice, "spans are exported again", receiver)
                } else {
                    report(.warning, "spans cannot be exported", receiver + [(key: "reason", value: reason)])
                }
            }
        )
    }
}
