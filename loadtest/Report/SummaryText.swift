/// What `run` prints on stdout: figures, errors, objectives, and the verdict with its reasons.
package enum SummaryText {
    package static func text(_ report: Report) -> String {
        let tables = ReportTables(report)
        var text = Self.headline(report) + "\n\n"
        if report.verdict.result == Verdict.Result.invalid.rawValue {
            text += "INVALID: the figures below say more about the generator than about the target.\n\n"
        }
        text += tables.counts.text + "\n" + tables.latencies.text + "\n"
        text += Self.connections(report) + Self.statuses(report)
        for error in report.errors { text += Self.line(error) + "\n" }
        text += "\n" + Self.objectives(report)
        text += "\nverdict: \(report.verdict.result)\n"
        for reason in report.verdict.reasons { text += "  \(reason.rule): \(reason.text)\n" }
        for warning in report.verdict.warnings { text += "  warning: \(warning)\n" }
        return text
    }

    /// One line that says what was done.
    package static func headline(_ report: Report) -> String {
        let plan = report.plan
        let stage = plan.stages.first
        var load = plan.model
        if let rate = stage?.rate { load += ", \(rate) over at most \(plan.connections) connections" }
        if let users = stage?.users { load += ", \(users) connections" }
        let span = [stage?.hold, stage?.requests.map { "\($0) requests" }].compactMap(\.self).joined(separator: " or ")
        let threads = plan.threads == 1 ? "1 thread" : "\(plan.threads) threads"
        return "\(plan.method) \(plan.url): \(load); \(span) after \(plan.warmup) of warm-up; \(threads), "
            + "spin \(plan.spin ? "on" : "off"), seed \(report.run.seed)"
    }

    /// One class of errors on one line.
    package static func line(_ error: Report.ErrorLine) -> String {
        var line = "error        \(error.class) × \(error.count), first \(error.firstAt), last \(error.lastAt): "
        line += error.example.text
        if let requestID = error.example.requestId { line += ", request id \(requestID)" }
        if let traceID = error.example.traceId { line += ", trace id \(traceID)" }
        return line
    }

    private static func connections(_ report: Report) -> String {
        let connections = report.connections
        var line = "connections  opened \(connections.opened), reused \(connections.reused) times"
        if report.totals.reconnected > 0 { line += ", reconnected \(report.totals.reconnected)" }
        if let middle = connections.connect.p50, let high = connections.connect.p99 {
            line += "; connect p50 \(NumberText.duration(nanoseconds: middle * 1e3))"
            line += ", p99 \(NumberText.duration(nanoseconds: high * 1e3))"
        }
        return line + "\nbytes        in \(report.totals.bytesIn), out \(report.totals.bytesOut)\n"
    }

    private static func statuses(_ report: Report) -> String {
        let statuses = report.steps.first?.statuses ?? [:]
        let list = statuses.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value)" }.joined(separator: ", ")
        return "statuses     \(list.isEmpty ? "none" : list)\n"
    }

    private static func objectives(_ report: Report) -> String {
        report.objectives.map { line in
            let value = line.value.map { Self.value($0, unit: line.unit) } ?? "none"
            let note = line.isDefault ? " (default)" : ""
            return "objective    \(line.text)\(note): \(line.result), \(value) of \(line.samples) samples\n"
        }.joined()
    }

    private static func value(_ value: Double, unit: String) -> String {
        switch unit {
        case "us": NumberText.duration(nanoseconds: value * 1e3)
        case "1/s": "\(NumberText.fixed(value, value < 100 ? 2 : 0))/s"
        case "ratio": NumberText.percent(value)
        default: NumberText.shortest(value)
        }
    }
}
