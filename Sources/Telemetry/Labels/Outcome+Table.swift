extension Outcome {
    struct Row {
        var code: String
        var status: Int
        var title: String
        var retryable = false
    }

    /// The part before the first `_`; the engine's answers about the request itself count as the client's.
    package var who: Who {
        switch self {
        case .success: .none
        case .clientBadRequest, .clientInvalidBody, .clientUnauthenticated, .clientForbidden, .clientNoRoute,
            .clientMethodNotAllowed, .clientTimeout, .clientBodyTooLarge, .clientTargetTooLong,
            .clientUnsupportedMedia, .clientRateLimited, .clientHeadTooLarge, .clientClosed, .engineRejected,
            .engineConflict, .engineNotFound:
            .client
        case .gatewayInternal, .gatewayUnsupported, .gatewayOverloaded, .gatewayDraining, .gatewayAuthUnavailable,
            .gatewayAuditUnavailable:
            .gateway
        case .cacheUnavailable, .cacheTimeout: .cache
        case .upstreamNoHealthy, .upstreamCircuitOpen, .upstreamPoolTimeout, .upstreamConnectFailed,
            .upstreamConnectTimeout, .upstreamTLSFailed, .upstreamStaleConnection, .upstreamReset,
            .upstreamProtocolError, .upstreamTruncated, .upstreamTimeout, .upstreamErrorStatus:
            .upstream
        case .engineBusy, .engineOutcomeUnknown, .engineInternal: .engine
        case .databaseUnavailable, .databasePoolTimeout, .databaseTimeout, .databaseContention: .database
        }
    }

    var row: Row {
        switch self {
        case .success: Row(code: "", status: 0, title: "")
        case .clientBadRequest: Row(code: "client_bad_request", status: 400, title: "Bad request")
        case .clientInvalidBody: Row(code: "client_invalid_body", status: 400, title: "Invalid body or parameter")
        case .clientUnauthenticated: Row(code: "client_unauthenticated", status: 401, title: "Unauthenticated")
        case .clientForbidden: Row(code: "client_forbidden", status: 403, title: "Forbidden")
        case .clientNoRoute: Row(code: "client_no_route", status: 404, title: "No such route")
        case .clientMethodNotAllowed: Row(code: "client_method_not_allowed", status: 405, title: "Method not allowed")
        case .clientTimeout: Row(code: "client_timeout", status: 408, title: "Request timeout")
        case .clientBodyTooLarge: Row(code: "client_body_too_large", status: 413, title: "Body too large")
        case .clientTargetTooLong: Row(code: "client_target_too_long", status: 414, title: "Target too long")
        case .clientUnsupportedMedia:
            Row(code: "client_unsupported_media", status: 415, title: "Unsupported media type")
        case .clientRateLimited:
            Row(code: "client_rate_limited", status: 429, title: "Too many requests", retryable: true)
        case .clientHeadTooLarge: Row(code: "client_head_too_large", status: 431, title: "Request head too large")
        case .clientClosed: Row(code: "client_closed", status: 499, title: "Client closed the connection")
        case .gatewayInternal: Row(code: "gateway_internal", status: 500, title: "Internal error")
        case .gatewayUnsupported: Row(code: "gateway_unsupported", status: 501, title: "Not implemented")
        case .gatewayOverloaded: Row(code: "gateway_overloaded", status: 503, title: "Overloaded", retryable: true)
        case .gatewayDraining: Row(code: "gateway_draining", status: 503, title: "Draining", retryable: true)
        case .gatewayAuthUnavailable:
            Row(code: "gateway_auth_unavailable", status: 503, title: "Authentication unavailable", retryable: true)
        case .gatewayAuditUnavailable:
            Row(code: "gateway_audit_unavailable", status: 503, title: "Audit log unavailable", retryable: true)
        case .cacheUnavailable: Row(code: "cache_unavailable", status: 503, title: "Cache unavailable", retryable: true)
        case .cacheTimeout: Row(code: "cache_timeout", status: 503, title: "Cache too slow", retryable: true)
        case .upstreamNoHealthy:
            Row(code: "upstream_no_healthy", status: 503, title: "No healthy upstream", retryable: true)
        case .upstreamCircuitOpen:
            Row(code: "upstream_circuit_open", status: 503, title: "Upstream circuit open", retryable: true)
        case .upstreamPoolTimeout:
            Row(code: "upstream_pool_timeout", status: 503, title: "No upstream connection free", retryable: true)
        case .upstreamConnectFailed:
            Row(code: "upstream_connect_failed", status: 502, title: "Upstream connection failed", retryable: true)
        case .upstreamConnectTimeout:
            Row(code: "upstream_connect_timeout", status: 504, title: "Upstream connect timeout", retryable: true)
        case .upstreamTLSFailed: Row(code: "upstream_tls_failed", status: 502, title: "Upstream TLS failed")
        case .upstreamStaleConnection:
            Row(code: "upstream_stale_connection", status: 502, title: "Upstream connection was stale", retryable: true)
        case .upstreamReset: Row(code: "upstream_reset", status: 502, title: "Upstream closed before its answer")
        case .upstreamProtocolError: Row(code: "upstream_protocol_error", status: 502, title: "Upstream protocol error")
        case .upstreamTruncated: Row(code: "upstream_truncated", status: 502, title: "Upstream body cut short")
        case .upstreamTimeout: Row(code: "upstream_timeout", status: 504, title: "Upstream timeout")
        case .upstreamErrorStatus: Row(code: "upstream_error_status", status: 0, title: "Upstream error status")
        case .engineRejected: Row(code: "engine_rejected", status: 422, title: "Rejected")
        case .engineConflict: Row(code: "engine_conflict", status: 409, title: "Conflict")
        case .engineNotFound: Row(code: "engine_not_found", status: 404, title: "Not found")
        case .engineBusy: Row(code: "engine_busy", status: 503, title: "Engine busy", retryable: true)
        case .engineOutcomeUnknown:
            Row(code: "engine_outcome_unknown", status: 504, title: "Outcome unknown", retryable: true)
        case .engineInternal: Row(code: "engine_internal", status: 500, title: "Engine error")
        case .databaseUnavailable:
            Row(code: "database_unavailable", status: 503, title: "Database unavailable", retryable: true)
        case .databasePoolTimeout:
            Row(code: "database_pool_timeout", status: 503, title: "No database connection free", retryable: true)
        case .databaseTimeout: Row(code: "database_timeout", status: 504, title: "Database timeout", retryable: true)
        case .databaseContention:
            Row(code: "database_contention", status: 503, title: "Database contention", retryable: true)
        }
    }
}
