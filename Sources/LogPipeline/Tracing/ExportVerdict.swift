/// What is to be done with a batch of spans after an answer (OTLP specification, "OTLP/HTTP Response").
package enum ExportVerdict: Equatable {
    case taken
    /// All but so many, for a reason.
    case takenPartly(rejected: Int, String)
    /// Sent again, not before so many seconds.
    case again(after: Int?, String)
    /// Not taken, and never will be.
    case refused(String)

    /// Statuses after which the same batch may be taken later.
    private static let passing: Set<Int> = [429, 502, 503, 504]
    /// Longer waits are cut: the queue is full before.
    private static let longestWait = 60

    package init(_ answer: ExportAnswer, spanCount: Int) {
        switch answer {
        case .none(let reason): self = .again(after: nil, reason)
        case .response(let status, let retryAfter, _) where Self.passing.contains(status):
            self = .again(after: retryAfter.map { min(max($0, 0), Self.longestWait) }, "status \(status)")
        case .response(let status, _, let body) where status / 100 == 2:
            guard let response = ExportResponse(body) else {
                self = .refused("status \(status), but the body is no OTLP answer")
                return
            }
            let rejected = min(Int(clamping: response.rejectedSpans), spanCount)
            self = rejected > 0 ? .takenPartly(rejected: rejected, response.message) : .taken
        case .response(let status, _, _): self = .refused("status \(status)")
        }
    }
}
