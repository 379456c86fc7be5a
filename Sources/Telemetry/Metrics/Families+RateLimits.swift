/// Rate-limit policies.
extension Families {
    package static let gatewayRatelimitDecisions = CounterFamily(
        "gateway_ratelimit_decisions_total",
        labels: [.configured("policy"), .closed("decision", RateLimitDecisionLabel.self)],
        help: "Decisions of rate-limit policies; shadow_deny: over the limit, but let through."
    )
    package static let gatewayRatelimitCheckDuration = HistogramFamily(
        "gateway_ratelimit_check_duration_seconds",
        unit: .seconds,
        buckets: Buckets.fast,
        labels: [.configured("policy"), .closed("backend", RateLimitBackendLabel.self)],
        help: "Time of one rate-limit check."
    )
    package static let gatewayRatelimitTrackedKeys = GaugeFamily(
        "gateway_ratelimit_tracked_keys",
        labels: [.configured("policy")],
        help: "Client keys whose use a policy remembers."
    )

    static let rateLimits: [FamilyDescriptor] = [
        gatewayRatelimitDecisions.descriptor, gatewayRatelimitCheckDuration.descriptor,
        gatewayRatelimitTrackedKeys.descriptor,
    ]
}
