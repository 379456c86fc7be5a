/// The field names that the gateway does something about; all the others are `other`.
///
/// - Note: Fewer than 64, so that a set of them is one word.
package enum FieldName: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case other
    case host, connection, contentLength, transferEncoding, expect, upgrade
    case te, trailer, keepAlive, proxyConnection, proxyAuthenticate, proxyAuthorization, http2Settings
    case traceparent, tracestate, xRequestID
    /// `X-Forwarded-For`.
    case xForwardedFor
    /// Any other name that begins with `X-Forwarded-`.
    case xForwarded
    case userAgent, referer, authorization, cookie, acceptEncoding, date, server, retryAfter, idempotencyKey
    /// `X-HTTP-Method-Override`, `X-HTTP-Method` and `X-Method-Override`.
    case methodOverride
    case xOriginalURL, xRewriteURL
    case xAPIKey
    /// Any name that begins with `X-Watchgate`.
    case xWatchgate
}
