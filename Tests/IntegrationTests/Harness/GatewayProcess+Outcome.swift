import Testing

extension GatewayProcess {
    /// Codes after which the same request may be sent again (telemetry.md section 3, marked R).
    private static let retryable: Set = [
        "client_rate_limited", "gateway_overloaded", "gateway_draining", "upstream_no_healthy", "upstream_pool_timeout",
        "upstream_connect_failed", "upstream_connect_timeout", "upstream_stale_connection",
    ]

    /// Looks at all that the gateway says about the only request it has served: metrics, log and answer must name one
    /// code, the same everywhere.
    ///
    /// - Parameters:
    ///   - code: Empty for success.
    ///   - status: In log and metrics; of the answer too, where there is one.
    ///   - response: Nil when the client got none that is complete.
    ///   - location: Where an issue is reported: leave the default.
    /// - Returns: The request's line in the access log.
    /// - Throws: `HarnessError` when the request does not show in log or metrics.
    @discardableResult
    func expectOutcome(
        _ code: String,
        status: Int,
        _ response: RawResponse?,
        location: SourceLocation = #_sourceLocation
    ) throws -> AccessLine {
        // The record is written when everything is counted.
        _ = try self.accessLines(count: 1)
        let exposition = try self.scrape()
        #expect(exposition.outcomes == [code: 1], sourceLocation: location)
        let counted = exposition.samples("http_server_request_duration_seconds_count").filter { $0.value > 0 }
        // 499 is not in IANA's registry, so it is no label.
        let label = status == 499 ? "_other" : "\(status)"
        #expect(counted.map { $0.labels["http_response_status_code"] } == [label], sourceLocation: location)
        let who = code.isEmpty ? "none" : String(code.prefix { $0 != "_" })
        let routes = exposition.samples("gateway_route_requests_total").filter { $0.value > 0 }
        #expect(routes.map { $0.labels["who"] } == [who], sourceLocation: location)
        #expect(routes.map(\.value) == [1], sourceLocation: location)
        if code != "client_closed" {
            let rejected = exposition.samples("gateway_requests_rejected_total").filter { $0.value > 0 }
            let isOurs = who == "client" || who == "gateway"
            #expect(rejected.map { $0.labels["reason"] } == (isOurs ? [code] : []), sourceLocation: location)
        }
        let total = exposition.nanoseconds("http_server_request_duration_seconds_sum")
        #expect(exposition.nanoseconds("gateway_request_phase_duration_seconds_sum") == total, sourceLocation: location)
        for method in ["GET", "HEAD", "POST", "PUT", "_OTHER"] {
            let active = exposition.sum("http_server_active_requests", ["http_request_method": method])
            #expect(active == 0, "\(method) still counts as active", sourceLocation: location)
        }
        if let response { try self.expect(response, code, status, location) }
        return try self.expectLine(code, status: status, total, response?["X-Request-Id"], location)
    }

    private func expect(_ response: RawResponse, _ code: String, _ status: Int, _ location: SourceLocation) throws {
        #expect(response.status == status, sourceLocation: location)
        if code.isEmpty || code == "upstream_error_status" { return }
        let problem = try response.problem()
        #expect(problem.code == code, sourceLocation: location)
        #expect(problem.retryable == Self.retryable.contains(code), sourceLocation: location)
        if problem.retryable { #expect(response["Retry-After"] != nil, sourceLocation: location) }
    }

    private func expectLine(
        _ code: String,
        status: Int,
        _ duration: Int,
        _ requestID: String?,
        _ location: SourceLocation
    ) throws -> AccessLine {
        let lines = try self.accessLines(count: 1)
        #expect(lines.count == 1, sourceLocation: location)
        let line = lines[0]
        #expect(line.reason == code, sourceLocation: location)
        #expect(line.status == status, sourceLocation: location)
        if let requestID { #expect(line.requestID == requestID, sourceLocation: location) }
        let outcome = code.isEmpty ? "success" : code == "client_closed" ? "unknown" : "failure"
        #expect(line.text("event.outcome") == outcome, sourceLocation: location)
        let level = code.isEmpty ? "info" : code.hasPrefix("client_") ? "warn" : "error"
        #expect(line.text("log.level") == level, sourceLocation: location)
        #expect(line.duration == duration, sourceLocation: location)
        #expect(line.phaseSum == duration, sourceLocation: location)
        return line
    }
}
