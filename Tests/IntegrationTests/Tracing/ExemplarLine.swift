import Testing

/// A bucket of an OpenMetrics scrape that points to a trace.
struct ExemplarLine: Hashable {
    var family: String
    var labels: String
    var traceID: String
    var spanID: String
    var value: Double

    /// All of them in a scrape.
    static func all(in text: String) throws -> [ExemplarLine] {
        try text.split(separator: "\n").filter { $0.contains(" # {") }.map { line in
            let match = try #require(
                String(line).wholeMatch(
                    of:
                        /([a-z_]+)_bucket\{(.*)\} [0-9]+ # \{trace_id="([0-9a-f]{32})",span_id="([0-9a-f]{16})"\} ([0-9.e-]+) [0-9.]+/
                ),
                "\(line)"
            )
            return ExemplarLine(
                family: String(match.1),
                labels: String(match.2),
                traceID: String(match.3),
                spanID: String(match.4),
                value: Double(match.5) ?? -1
            )
        }
    }
}
