/// Why an exchange ended as it did: the one closed list of telemetry.md section 3.
///
/// The text is the `error_type` label, `event.reason`, the problem `code` and the anchor in `docs/operations/errors.md`.
@usableFromInline package enum Outcome: UInt8, ClosedLabel {
    case success
    case clientBadRequest, clientInvalidBody, clientUnauthenticated, clientForbidden, clientNoRoute
    case clientMethodNotAllowed, clientTimeout, clientBodyTooLarge, clientTargetTooLong, clientUnsupportedMedia
    case clientRateLimited, clientHeadTooLarge, clientClosed
    case gatewayInternal, gatewayUnsupported, gatewayOverloaded, gatewayDraining, gatewayAuthUnavailable
    case gatewayAuditUnavailable
    case cacheUnavailable, cacheTimeout
    case upstreamNoHealthy, upstreamCircuitOpen, upstreamPoolTimeout, upstreamConnectFailed, upstreamConnectTimeout
    case upstreamTLSFailed, upstreamStaleConnection, upstreamReset, upstreamProtocolError, upstreamTruncated
    case upstreamTimeout, upstreamErrorStatus
    case engineRejected, engineConflict, engineNotFound, engineBusy, engineOutcomeUnknown, engineInternal
    case databaseUnavailable, databasePoolTimeout, databaseTimeout, databaseContention

    /// The public code; empty for success.
    package var labelText: String { self.row.code }
    /// The status of the answer the gateway makes; 0 where the status is not the gateway's to choose.
    package var status: Int { self.row.status }
    /// The title of the problem document (RFC 9457 section 3.1.4).
    package var title: String { self.row.title }
    /// Whether the same request may succeed when it is sent again.
    package var isRetryable: Bool { self.row.retryable }
}
