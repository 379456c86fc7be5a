/// Why a request counts as failed: a closed set, one class per request, the first cause wins.
package enum ErrorClass: UInt8, CaseIterable, Sendable {
    case dns, connectRefused, connectTimeout, connectReset, tls, writeReset, ttfbTimeout, bodyTimeout, earlyClose
    case `protocol`, status3xxUnexpected, status4xx, status429, status5xx
    case checkFailed, probeBreach, invariantFailed, dropped, abortedAtEnd

    /// The name in reports.
    package var text: String {
        switch self {
        case .dns: "dns"
        case .connectRefused: "connect_refused"
        case .connectTimeout: "connect_timeout"
        case .connectReset: "connect_reset"
        case .tls: "tls"
        case .writeReset: "write_reset"
        case .ttfbTimeout: "ttfb_timeout"
        case .bodyTimeout: "body_timeout"
        case .earlyClose: "early_close"
        case .protocol: "protocol"
        case .status3xxUnexpected: "status_3xx_unexpected"
        case .status4xx: "status_4xx"
        case .status429: "status_429"
        case .status5xx: "status_5xx"
        case .checkFailed: "check_failed"
        case .probeBreach: "probe_breach"
        case .invariantFailed: "invariant_failed"
        case .dropped: "dropped"
        case .abortedAtEnd: "aborted_at_end"
        }
    }

    /// The class of an answer.
    ///
    /// - Parameters:
    ///   - status: A final status, 200 to 599 and beyond.
    ///   - allowsNotModified: The request was conditional.
    /// - Returns: Nil when that status is a success.
    package static func of(status: Int, allowsNotModified: Bool) -> ErrorClass? {
        switch status {
        case 200..<300: nil
        case 304 where allowsNotModified: nil
        case 300..<400: .status3xxUnexpected
        case 429: .status429
        case 400..<500: .status4xx
        default: .status5xx
        }
    }
}
