/// The tables that the summary and `report.md` share.
package struct ReportTables: Sendable {
    package var counts: TextTable
    package var latencies: TextTable

    package init(_ report: Report) {
        self.counts = TextTable(
            header: ["requests", "planned", "sent", "ok", "failed", "dropped", "in flight", "rate"]
        )
        for (name, totals) in [("warm-up", report.warmup), ("measured", report.totals)] {
            let rate = totals.rate.map { "\(NumberText.fixed($0, $0 < 100 ? 2 : 0))/s" } ?? "-"
            let counts = [
                totals.planned, totals.sent, totals.ok, totals.failed, totals.dropped, totals.inFlightAtEnd,
            ]
            self.counts.add([name] + counts.map { "\($0)" } + [rate])
        }
        self.latencies = TextTable(header: ["latency", "p50", "p90", "p95", "p99", "p99.9", "max", "mean"])
        guard let latency = report.steps.first?.latency else { return }
        let rows = [
            ("response", latency.response), ("service", latency.service), ("lateness", latency.lateness),
            ("wait", latency.wait), ("ttfb", latency.ttfb),
        ]
        for (name, row) in rows {
            let values = [row.p50, row.p90, row.p95, row.p99, row.p999, row.max, row.mean]
            self.latencies.add([name] + values.map(Self.cell))
        }
    }

    private static func cell(_ microseconds: Double?) -> String {
        microseconds.map { NumberText.duration(nanoseconds: $0 * 1e3) } ?? "none"
    }
}
