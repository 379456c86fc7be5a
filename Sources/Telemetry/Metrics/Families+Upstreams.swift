/// Attempts at upstreams, health of their targets, use of their connection pools.
extension Families {
    package static let httpClientRequestDuration = HistogramFamily(
        "http_client_request_duration_seconds",
        unit: .seconds,
        buckets: Buckets.duration,
        labels: [
            .configured("upstream"), .closed("http_request_method", MethodLabel.self),
            .status("http_response_status_code"), .closed("error_type", Outcome.self),
        ],
        limit: 1_000,
        collapses: ["http_request_method", "upstream"],
        exemplars: true,
        help: "Time of one attempt, from sending the request to the last byte of the answer."
    )
    package static let gatewayUpstreamUp = GaugeFamily(
        "gateway_upstream_up",
        labels: [.configured("upstream")],
        help: "Whether the upstream has a healthy target."
    )
    package static let gatewayUpstreamCircuitOpen = GaugeFamily(
        "gateway_upstream_circuit_open",
        labels: [.configured("upstream")],
        help: "Whether the upstream's circuit breaker is open."
    )
    package static let gatewayUpstreamTargetUp = GaugeFamily(
        "gateway_upstream_target_up",
        labels: [.configured("upstream"), .configured("target")],
        help: "Whether one target of an upstream is healthy."
    )
    package static let gatewayUpstreamTargetRequests = CounterFamily(
        "gateway_upstream_target_requests_total",
        labels: [.configured("upstream"), .configured("target"), .closed("result", ResultLabel.self)],
        help: "Attempts at one target of an upstream, by result."
    )
    package static let gatewayUpstreamEjections = CounterFamily(
        "gateway_upstream_ejections_total",
        labels: [.configured("upstream"), .closed("reason", EjectionLabel.self)],
        help: "Times that a target was taken out of the rotation, by reason."
    )
    package static let gatewayUpstreamRetries = CounterFamily(
        "gateway_upstream_retries_total",
        labels: [
            .configured("upstream"),
            .closed("reason", Outcome.self) { $0.labelText.hasPrefix("upstream_") },
        ],
        help: "Further attempts made, by the outcome of the attempt before."
    )
    package static let gatewayUpstreamRetryBudgetExhausted = CounterFamily(
        "gateway_upstream_retry_budget_exhausted_total",
        labels: [.configured("upstream")],
        help: "Further attempts not made because too many requests were being retried."
    )
    package static let gatewayUpstreamConnectFailures = CounterFamily(
        "gateway_upstream_connect_failures_total",
        labels: [.configured("upstream")],
        help: "Connections to targets that could not be opened."
    )
    package static let gatewayUpstreamTimeouts = CounterFamily(
        "gateway_upstream_timeouts_total",
        labels: [.configured("upstream"), .closed("phase", UpstreamTimeoutLabel.self)],
        help: "Attempts that ran out of time, by what they waited for."
    )
    package static let gatewayUpstreamPoolConnections = GaugeFamily(
        "gateway_upstream_pool_connections",
        labels: [.configured("upstream"), .closed("state", PoolStateLabel.self)],
        help: "Connections to targets, by state."
    )
    package static let gatewayUpstreamPoolPendingRequests = GaugeFamily(
        "gateway_upstream_pool_pending_requests",
        labels: [.configured("upstream")],
        help: "Requests that wait for a connection."
    )
    package static let gatewayUpstreamPoolAcquired = CounterFamily(
        "gateway_upstream_pool_acquired_total",
        labels: [.configured("upstream"), .closed("result", AcquireLabel.self)],
        help: "How attempts got their connection, or that none was free in time."
    )

    static let upstreams: [FamilyDescriptor] = [
        httpClientRequestDuration.descriptor, gatewayUpstreamUp.descriptor, gatewayUpstreamCircuitOpen.descriptor,
        gatewayUpstreamTargetUp.descriptor, gatewayUpstreamTargetRequests.descriptor,
        gatewayUpstreamEjections.descriptor, gatewayUpstreamRetries.descriptor,
        gatewayUpstreamRetryBudgetExhausted.descriptor, gatewayUpstreamConnectFailures.descriptor,
        gatewayUpstreamTimeouts.descriptor, gatewayUpstreamPoolConnections.descriptor,
        gatewayUpstreamPoolPendingRequests.descriptor, gatewayUpstreamPoolAcquired.descriptor,
    ]
}
