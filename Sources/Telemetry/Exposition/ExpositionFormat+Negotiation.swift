extension ExpositionFormat {
    /// What a range can ask for; among equal weights the larger wins: the richer format.
    private enum Offer: Int {
        case text004, text100, openMetrics001, openMetrics100, openMetrics200, protobuf

        var format: ExpositionFormat {
            switch self {
            case .text004, .text100: .text004
            case .openMetrics001, .openMetrics100: .openMetrics100
            case .openMetrics200: .openMetrics200
            case .protobuf: .protobuf
            }
        }

        func contentType(escaping: String) -> String {
            let openMetrics = "application/openmetrics-text; version="
            return switch self {
            case .text004: "text/plain; version=0.0.4; charset=utf-8"
            case .text100: "text/plain; version=1.0.0; charset=utf-8; escaping=\(escaping)"
            case .openMetrics001: "\(openMetrics)0.0.1; charset=utf-8; escaping=\(escaping)"
            case .openMetrics100: "\(openMetrics)1.0.0; charset=utf-8; escaping=\(escaping)"
            case .openMetrics200: "\(openMetrics)2.0.0; charset=utf-8; escaping=\(escaping)"
            case .protobuf:
                "application/vnd.google.protobuf; proto=\(Self.message); encoding=delimited; escaping=\(escaping)"
            }
        }

        private static let message = "io.prometheus.client.MetricFamily"

        init?(_ range: AcceptRange) {
            let parameters = range.parameters
            switch (range.mediaType, parameters["version"]) {
            case ("application/vnd.google.protobuf", _):
                guard parameters["proto"] == Self.message, parameters["encoding"] == "delimited" else { return nil }
                self = .protobuf
            case ("application/openmetrics-text", "2.0.0"): self = .openMetrics200
            case ("application/openmetrics-text", nil), ("application/openmetrics-text", "1.0.0"):
                self = .openMetrics100
            case ("application/openmetrics-text", "0.0.1"): self = .openMetrics001
            case ("text/plain", "1.0.0"): self = .text100
            case ("text/plain", nil), ("text/plain", "0.0.4"), ("text/*", _), ("*/*", _): self = .text004
            default: return nil
            }
        }
    }

    /// Chooses the format of a scrape's answer by its Accept field.
    ///
    /// The highest weight among supported formats wins, then protobuf, OpenMetrics 2.0.0, 1.0.0, 0.0.1, text 1.0.0,
    /// text 0.0.4; what has the weight 0 is not chosen. No field, a malformed one, or one that names nothing supported
    /// gives text 0.0.4: a monitoring system that asks oddly is better served with the oldest format than with an error.
    /// - Parameter accept: The field's value; several fields joined by commas.
    /// - Returns: The format and the value of Content-Type.
    package static func negotiate(accept: String?) -> (format: ExpositionFormat, contentType: String) {
        let ranges = accept.flatMap(AcceptRange.list) ?? []
        let asked = ranges.compactMap { range in Offer(range).map { (offer: $0, range: range) } }
        let excluded = Set(asked.filter { $0.range.weight == 0 }.map(\.offer))
        let best = asked.filter { !excluded.contains($0.offer) }
            .max { ($0.range.weight, $0.offer.rawValue) < ($1.range.weight, $1.offer.rawValue) }
        let offer = best?.offer ?? .text004
        return (offer.format, offer.contentType(escaping: Self.escaping(best?.range.parameters["escaping"])))
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
