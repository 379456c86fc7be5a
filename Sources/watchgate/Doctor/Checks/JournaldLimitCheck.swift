/// Whether journald would drop records at the rate they come now.
package enum JournaldLimitCheck {
    /// Of the limit: what the alert JournaldRateLimitRisk warns at.
    package static let warningShare = 0.7

    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        let offered = "log_pipeline_events_offered_total"
        guard figures.value(offered, ["sink": "journald"]) != nil else {
            return .ok(.journaldLimit, "no stream goes to journald")
        }
        let events = figures.value("log_pipeline_journald_limit_events") ?? 0
        let interval = figures.value("log_pipeline_journald_limit_interval_seconds") ?? 0
        guard events > 0, interval > 0 else { return .ok(.journaldLimit, "journald has no rate limit for the gateway") }
        let rate = figures.growth(offered, ["sink": "journald"]) / max(figures.seconds, 0.001)
        let share = rate / (events / interval)
        let limit = "\(DoctorText.number(events)) in \(DoctorText.number(interval)) s"
        let text = "\(DoctorText.number(rate)) records/s, journald takes \(limit)"
        let fix = """
            Install deploy/journald (a namespace without a rate limit), or send the access stream to a file instead.
            """
        if share >= 1 { return .failed(.journaldLimit, text, fix: fix) }
        return share > Self.warningShare ? .warning(.journaldLimit, text, fix: fix) : .ok(.journaldLimit, text)
    }
}
