/// Delivery to a store that answers: Elasticsearch (telemetry.md section 6).
extension Families {
    /// No other sink is asked again: room for its children would be counted and never used.
    private static let store = LabelDeclaration.closed("sink", SinkLabel.self, where: { $0 == .elasticsearch })

    package static let logPipelineEventsDeadLettered = CounterFamily(
        "log_pipeline_events_dead_lettered_total",
        labels: [.closed("sink", SinkLabel.self), .closed("reason", DeadLetterLabel.self)],
        help: "Records refused for good and kept aside, by reason."
    )
    package static let logPipelineEventsFailureStore = CounterFamily(
        "log_pipeline_events_failure_store_total",
        labels: [.closed("sink", SinkLabel.self)],
        help: "Records delivered, but into the failure store."
    )
    package static let logPipelineRetries = CounterFamily(
        "log_pipeline_retries_total",
        labels: [Self.store, .closed("reason", RetryLabel.self)],
        help: "Requests whose records, all or some, are sent again, by reason."
    )
    package static let logPipelineRequests = CounterFamily(
        "log_pipeline_requests_total",
        labels: [.closed("sink", SinkLabel.self), .closed("code", RequestCodeLabel.self)],
        help: "Bulk requests by the answer's status."
    )
    package static let logPipelineRequestDuration = HistogramFamily(
        "log_pipeline_request_duration_seconds",
        unit: .seconds,
        buckets: Buckets.duration,
        labels: [.closed("sink", SinkLabel.self)],
        help: "Time of a bulk request, from its first byte to the end of the answer."
    )
    package static let logPipelineCanary = CounterFamily(
        "log_pipeline_canary_total",
        labels: [Self.store, .closed("result", CanaryLabel.self)],
        help: "Records that were looked for at the store, by what came of it."
    )
    package static let logPipelineCanaryDelay = GaugeFamily(
        "log_pipeline_canary_delay_seconds",
        unit: .seconds,
        labels: [Self.store],
        help: "Time from the writing of the last record found at the store to its being found."
    )

    static let logPipelineDelivery: [FamilyDescriptor] = [
        logPipelineEventsDeadLettered.descriptor, logPipelineEventsFailureStore.descriptor,
        logPipelineRetries.descriptor, logPipelineRequests.descriptor, logPipelineRequestDuration.descriptor,
        logPipelineCanary.descriptor, logPipelineCanaryDelay.descriptor,
    ]
}
