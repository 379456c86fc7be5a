/// `report.md`: some 30 lines for a change log.
package enum MarkdownText {
    package static func text(_ report: Report) -> String {
        let tables = ReportTables(report)
        let environment = report.environment
        var text = "# Load test: \(report.verdict.result)\n\n"
        for reason in report.verdict.reasons { text += "- \(reason.rule): \(reason.text)\n" }
        for warning in report.verdict.warnings { text += "- warning: \(warning)\n" }
        text += "\n\(SummaryText.headline(report))\n\n"
        text += tables.counts.markdown + "\n" + tables.latencies.markdown + "\n"
        text += "Response: intended start to last byte. Service: first byte written to last byte read.\n\n"
        if !report.objectives.isEmpty {
            text += "| objective | result | samples |\n|---|---|---:|\n"
            for line in report.objectives { text += "| `\(line.text)` | \(line.result) | \(line.samples) |\n" }
            text += "\n"
        }
        for error in report.errors { text += "- \(error.class) × \(error.count): \(error.example.text)\n" }
        text +=
            "\(report.errors.isEmpty ? "" : "\n")Run \(report.run.id), \(report.run.started) to \(report.run.ended), "
        text += "loadtest \(report.run.loadtestVersion), \(environment.cpu), \(environment.cores) cores, "
        text += "Linux \(environment.kernel)\(environment.colocated ? ", generator and target on one machine" : "").\n"
        return text
    }
}
