import watchgate

extension GatewayFigures {
    /// Figures of a scrape, and of one before it; the same when only one is given.
    init(_ last: String, before first: String? = nil, seconds: Double = 1) throws {
        let text = { (lines: String) throws -> MetricsText in try MetricsText(lines.isEmpty ? "" : lines + "\n") }
        self.init(first: try text(first ?? last), last: try text(last), seconds: seconds)
    }
}
