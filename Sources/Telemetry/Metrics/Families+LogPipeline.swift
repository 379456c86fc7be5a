/// State and work of the log pipeline.
extension Families {
    package static let logPipelineQueueEvents = GaugeFamily(
        "log_pipeline_queue_events",
        labels: [.closed("sink", SinkLabel.self)],
        help: "Records that wait for a sink."
    )
    package static let logPipelineQueue = GaugeFamily(
        "log_pipeline_queue_bytes",
        unit: .bytes,
        labels: [.closed("sink", SinkLabel.self)],
        help: "Size of the records that wait for a sink."
    )
    package static let logPipelineQueueMax = GaugeFamily(
        "log_pipeline_queue_max_bytes",
        unit: .bytes,
        labels: [.closed("sink", SinkLabel.self)],
        help: "The most that may wait for a sink."
    )
    package static let logPipelineOldestPendingTimestamp = GaugeFamily(
        "log_pipeline_oldest_pending_timestamp_seconds",
        unit: .seconds,
        labels: [.closed("sink", SinkLabel.self)],
        help: "When the oldest record that waits for a sink was written, seconds since 1970."
    )
    package static let logPipelineLastDeliveryTimestamp = GaugeFamily(
        "log_pipeline_last_delivery_timestamp_seconds",
        unit: .seconds,
        labels: [.closed("sink", SinkLabel.self)],
        help: "When a sink last took a record, seconds since 1970."
    )
    package static let logPipelineSinkState = GaugeFamily(
        "log_pipeline_sink_state",
        labels: [.closed("sink", SinkLabel.self), .closed("state", SinkStateLabel.self)],
        help: "1 for the state a sink is in, 0 for the others."
    )
    package static let logPipelineRedactions = CounterFamily(
        "log_pipeline_redactions_total",
        labels: [.closed("rule", RedactionRuleLabel.self)],
        help: "Values kept out of records, by rule."
    )
    package static let logPipelineTruncations = CounterFamily(
        "log_pipeline_truncations_total",
        labels: [.closed("field", TruncatedFieldLabel.self)],
        help: "Values cut to the longest that is written, by field."
    )
    package static let logPipelineHandoff = HistogramFamily(
        "log_pipeline_handoff_seconds",
        unit: .seconds,
        buckets: Buckets.fast,
        help: "Time to write a record into its ring; one of 1024 is timed."
    )
    package static let logPipelineRender = HistogramFamily(
        "log_pipeline_render_seconds",
        unit: .seconds,
        buckets: Buckets.fast,
        labels: [.closed("stream", StreamLabel.self)],
        help: "Time to render a record as JSON; one of 1024 is timed."
    )
    package static let logPipelineRingUsedRatio = GaugeFamily(
        "log_pipeline_ring_used_ratio",
        unit: .ratio,
        labels: [.index("loop")],
        help: "Share of a record ring in use."
    )
    package static let logPipelineJournaldLimitEvents = GaugeFamily(
        "log_pipeline_journald_limit_events",
        help: "Entries journald takes from us in its rate limit's interval; 0: no limit."
    )
    package static let logPipelineJournaldLimitInterval = GaugeFamily(
        "log_pipeline_journald_limit_interval_seconds",
        unit: .seconds,
        help: "Interval of journald's rate limit; 0: no limit."
    )

    static let logPipeline: [FamilyDescriptor] = [
        logPipelineQueueEvents.descriptor, logPipelineQueue.descriptor, logPipelineQueueMax.descriptor,
        logPipelineOldestPendingTimestamp.descriptor, logPipelineLastDeliveryTimestamp.descriptor,
        logPipelineSinkState.descriptor, logPipelineRedactions.descriptor, logPipelineTruncations.descriptor,
        logPipelineHandoff.descriptor, logPipelineRender.descriptor, logPipelineRingUsedRatio.descriptor,
        logPipelineJournaldLimitEvents.descriptor, logPipelineJournaldLimitInterval.descriptor,
    ]
}
