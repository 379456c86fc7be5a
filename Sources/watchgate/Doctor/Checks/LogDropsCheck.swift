/// Whether records are, or were, dropped.
package enum LogDropsCheck {
    private static let name = "log_pipeline_events_dropped_total"

    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        let total = figures.value(Self.name) ?? 0
        if total == 0 { return .ok(.logDrops, "no record was dropped since the start") }
        let growth = figures.growth(Self.name)
        let audit = figures.value(Self.name, ["stream": "audit"]) ?? 0
        let fix = Self.fix(figures)
        if audit > 0 { return .failed(.logDrops, "\(DoctorText.number(audit)) audit records were dropped", fix: fix) }
        if growth > 0 {
            let rate = DoctorText.number(growth / max(figures.seconds, 0.001))
            return .failed(.logDrops, "\(rate) records/s are being dropped: \(Self.causes(figures))", fix: fix)
        }
        let text = "\(DoctorText.number(total)) records were dropped since the start, none now: \(Self.causes(figures))"
        return .warning(.logDrops, text, fix: fix)
    }

    private static func causes(_ figures: GatewayFigures) -> String {
        let lines = figures.last.all(Self.name).filter { $0.value > 0 }.map { sample in
            let labels = ["sink", "stream", "reason"].compactMap { sample.labels[$0] }.joined(separator: " ")
            return "\(labels) \(DoctorText.number(sample.value))"
        }
        return lines.sorted().joined(separator: ", ")
    }

    private static func fix(_ figures: GatewayFigures) -> String {
        let worst = figures.last.all(Self.name).max { $0.value < $1.value }?.labels["reason"] ?? ""
        switch worst {
        case "ring_full", "queue_full": return "Mend the sink that is slow, or lower logs.access.sample."
        case "spool_full": return "Mend the server behind the spool, or raise its spool_bytes."
        case "io_error": return "Free the disk or mend what the sink writes to."
        case "spool_corrupt": return "Check the disk of the spool; the damaged segments are kept as .bad."
        case "shutdown": return "Raise server.timeouts.drain and the time your process manager waits."
        case "sink_disabled": return "Restart the gateway with a sink that can be written."
        default: return "Look into the app log for the records that name the sink and the cause."
        }
    }
}
