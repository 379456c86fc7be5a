package import Telemetry

/// What an item of an answer means for its record (telemetry.md section 6).
package enum BulkVerdict: Sendable, Equatable {
    case delivered(usedFailureStore: Bool)
    case duplicate
    /// It is sent again before anything else.
    case retry(RetryLabel)
    /// It stays: the store does not let us in.
    case authFailed
    /// It stays: the store lacks what it goes to.
    case misconfigured
    case refused(DeadLetterLabel)

    package init(_ item: BulkItem) {
        switch item.status {
        case 200, 201: self = .delivered(usedFailureStore: item.usedFailureStore)
        case 409: self = .duplicate
        case 429: self = .retry(.item429)
        case 500, 502, 503, 504: self = .retry(.item5xx)
        case 403: self = item.errorType == "cluster_block_exception" ? .retry(.item403) : .authFailed
        case 404: self = .misconfigured
        case 400: self = .refused(.mapping)
        case 413: self = .refused(.tooLarge)
        default: self = .refused(.other)
        }
    }
}
