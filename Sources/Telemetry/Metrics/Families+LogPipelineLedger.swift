/// The ledger of the log pipeline: every record is in exactly one place (telemetry.md section 6).
extension Families {
    package static let logPipelineEventsEmitted = CounterFamily(
        "log_pipeline_events_emitted_total",
        labels: [.closed("stream", StreamLabel.self), .closed("level", LevelLabel.self)],
        help: "Records meant to be written."
    )
    package static let logPipelineEventsSampledOut = CounterFamily(
        "log_pipeline_events_sampled_out_total",
        labels: [.closed("stream", StreamLabel.self)],
        help: "Records left out by sampling."
    )
    package static let logPipelineEventsSuppressed = CounterFamily(
        "log_pipeline_events_suppressed_total",
        labels: [.closed("stream", StreamLabel.self)],
        help: "Records held back by the limit of their call site; they do not count as emitted."
    )
    package static let logPipelineEventsRecovered = CounterFamily(
        "log_pipeline_events_recovered_total",
        labels: [.closed("sink", SinkLabel.self), .closed("stream", StreamLabel.self)],
        help: "Records of an earlier run found at start."
    )
    package static let logPipelineEventsOffered = CounterFamily(
        "log_pipeline_events_offered_total",
        labels: [.closed("sink", SinkLabel.self), .closed("stream", StreamLabel.self)],
        help: "Records for a sink, counted before its queue."
    )
    package static let logPipelineEventsDelivered = CounterFamily(
        "log_pipeline_events_delivered_total",
        labels: [.closed("sink", SinkLabel.self), .closed("stream", StreamLabel.self)],
        help: "Records that a sink has taken."
    )
    package static let logPipelineEventsDuplicates = CounterFamily(
        "log_pipeline_events_duplicates_total",
        labels: [.closed("sink", SinkLabel.self), .closed("stream", StreamLabel.self)],
        help: "Records that a sink had already."
    )
    package static let logPipelineEventsDropped = CounterFamily(
        "log_pipeline_events_dropped_total",
        labels: [
            .closed("sink", SinkLabel.self), .closed("stream", StreamLabel.self),
            .closed("reason", DropReasonLabel.self),
        ],
        help: "Records lost, by reason."
    )
    package static let logPipelineLedgerImbalanceEvents = GaugeFamily(
        "log_pipeline_ledger_imbalance_events",
        labels: [.closed("sink", SinkLabel.self)],
        help: "Records offered and recovered that are neither delivered, dropped nor waiting; always 0."
    )

    static let logPipelineLedger: [FamilyDescriptor] = [
        logPipelineEventsEmitted.descriptor, logPipelineEventsSampledOut.descriptor,
        logPipelineEventsSuppressed.descriptor, logPipelineEventsRecovered.descriptor,
        logPipelineEventsOffered.descriptor, logPipelineEventsDelivered.descriptor,
        logPipelineEventsDuplicates.descriptor, logPipelineEventsDropped.descriptor,
        logPipelineLedgerImbalanceEvents.descriptor,
    ]
}
