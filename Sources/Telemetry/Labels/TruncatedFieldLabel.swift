/// The log field whose text was cut to its cap, or the whole line.
package enum TruncatedFieldLabel: String, ClosedLabel {
    case message
    case path = "url.path"
    case domain = "url.domain"
    case method = "http.request.method"
    case requestID = "http.request.id"
    case userAgent = "user_agent.original"
    case referrer = "http.request.referrer"
    case queryKeys = "gateway.query_keys"
    case failedAttempts = "gateway.upstream.failed"
    case errorMessage = "error.message"
    case stackTrace = "error.stack_trace"
    case labels
    case headers = "gateway.headers"
    case query = "gateway.query"
    case line

    package var labelText: String { self.rawValue }
}
