/// Whether every sink of the log pipeline takes records.
package enum SinkStateCheck {
    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        let states = figures.last.all("log_pipeline_sink_state").filter { $0.value == 1 }.compactMap { sample in
            sample.labels["sink"].flatMap { sink in sample.labels["state"].map { (sink: sink, state: $0) } }
        }.sorted { $0.sink < $1.sink }
        let bad = states.filter { $0.state != "ok" }
        let text = bad.map { "\($0.sink) is \($0.state)" }.joined(separator: ", ")
        let fixes = bad.map { self.fix($0.sink, $0.state) }.joined(separator: " ")
        if bad.isEmpty { return .ok(.sinkState, states.map { "\($0.sink) ok" }.joined(separator: ", ")) }
        let isPassing = bad.allSatisfy { $0.state == "retrying" }
        return isPassing
            ? .warning(.sinkState, text, fix: fixes) : .failed(.sinkState, text, fix: fixes)
    }

    private static func fix(_ sink: String, _ state: String) -> String {
        switch (sink, state) {
        case ("file", _): "Free the disk of logs.sinks.file.path, or give the gateway the right to write there."
        case ("journald", _): "Start systemd-journald (or its namespace watchgate), or resume it if it was stopped."
        case ("stdout", _): "Restart the gateway with a standard output that is read."
        case (_, "auth_failed"): "Give the user or API key of the sink \(sink) the role of deploy/elk/elasticsearch."
        case (_, "misconfigured"): "Mend the url of the sink \(sink) and install the template of deploy/elk."
        default: "See that the server of the sink \(sink) answers; records wait in the spool meanwhile."
        }
    }
}
