/// How full the spool is.
package enum SpoolFillCheck {
    package static let warningShare = 0.7
    package static let failedShare = 0.9

    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        let pairs = figures.last.all("log_pipeline_spool_max_bytes").filter { $0.value > 0 }.map { sample in
            let labels = sample.labels["sink"].map { ["sink": $0] } ?? [:]
            return (sink: sample.labels["sink"] ?? "?", share: self.share(figures, labels, sample.value))
        }
        guard let worst = pairs.max(by: { $0.share < $1.share }) else {
            return .ok(.spoolFill, "no sink of this gateway has a spool")
        }
        let text = "the spool of \(worst.sink) is \(DoctorText.percent(worst.share)) full"
        let fix = "Mend the server it waits for (sink_state names it), or raise its spool_bytes."
        if worst.share >= Self.failedShare { return .failed(.spoolFill, text, fix: fix) }
        return worst.share >= Self.warningShare
            ? .warning(.spoolFill, text, fix: fix) : .ok(.spoolFill, text)
    }

    private static func share(_ figures: GatewayFigures, _ labels: [String: String], _ limit: Double) -> Double {
        (figures.value("log_pipeline_spool_bytes", labels) ?? 0) / limit
    }
}
