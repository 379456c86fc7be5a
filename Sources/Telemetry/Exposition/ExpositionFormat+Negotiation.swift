extension ExpositionFormat {
    /// A format that a range asks for, and how it is announced.
    private struct Candidate {
        var format: ExpositionFormat
        var contentType: String
        /// Among equal weights the larger wins: the richer format.
        var rank: Int
        var weight: Int
    }

    private static let fallback = "text/plain; version=0.0.4; charset=utf-8"

    /// Chooses the format of a scrape's answer by its Accept field.
    ///
    /// The highest weight among supported formats wins, then OpenMetrics 1.0.0, 0.0.1, text 1.0.0, text 0.0.4. No field,
    /// a malformed one, or one that names nothing supported gives text 0.0.4: a monitoring system that asks oddly is
    /// better served with the oldest format than with an error.
    /// - Parameter accept: The field's value; several fields joined by commas.
    /// - Returns: The format and the value of Content-Type.
    package static func negotiate(accept: String?) -> (format: ExpositionFormat, contentType: String) {
        let ranges = accept.flatMap(AcceptRange.list) ?? []
        let candidates = ranges.filter { $0.weight > 0 }.compactMap(Self.candidate)
        let best = candidates.max { ($0.weight, $0.rank) < ($1.weight, $1.rank) }
        return (best?.format ?? .text004, best?.contentType ?? Self.fallback)
    }

    private static func candidate(_ range: AcceptRange) -> Candidate? {
        let version = range.parameters["version"]
        let escaping = Self.escaping(range.parameters["escaping"])
        let openMetrics = "application/openmetrics-text; version="
        switch (range.mediaType, version) {
        case ("application/openmetrics-text", nil), ("application/openmetrics-text", "1.0.0"):
            let type = "\(openMetrics)1.0.0; charset=utf-8; escaping=\(escaping)"
            return Candidate(format: .openMetrics100, contentType: type, rank: 4, weight: range.weight)
        case ("application/openmetrics-text", "0.0.1"):
            let type = "\(openMetrics)0.0.1; charset=utf-8; escaping=\(escaping)"
            return Candidate(format: .openMetrics100, contentType: type, rank: 3, weight: range.weight)
        case ("text/plain", "1.0.0"):
            let type = "text/plain; version=1.0.0; charset=utf-8; escaping=\(escaping)"
            return Candidate(format: .text004, contentType: type, rank: 2, weight: range.weight)
        case ("text/plain", nil), ("text/plain", "0.0.4"), ("text/*", _), ("*/*", _):
            return Candidate(format: .text004, contentType: Self.fallback, rank: 1, weight: range.weight)
        default: return nil
        }
    }

    /// Names are of the old charset, so a client that takes any name gets them as they are; the `dots` scheme would
    /// double our underscores.
    private static func escaping(_ asked: String?) -> String {
        switch asked {
        case "allow-utf-8", "allow-utf8": asked ?? ""
        default: "underscores"
        }
    }
}
