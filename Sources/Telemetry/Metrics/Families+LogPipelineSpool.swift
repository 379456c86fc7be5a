/// The log pipeline's records on disk.
extension Families {
    package static let logPipelineSpool = GaugeFamily(
        "log_pipeline_spool_bytes",
        unit: .bytes,
        labels: [.closed("sink", SinkLabel.self)],
        help: "Size of the records that wait on disk for a sink."
    )
    package static let logPipelineSpoolMax = GaugeFamily(
        "log_pipeline_spool_max_bytes",
        unit: .bytes,
        labels: [.closed("sink", SinkLabel.self)],
        help: "The most that may wait on disk for a sink; the oldest records go first."
    )
    package static let logPipelineSpoolSegmentsCorrupt = CounterFamily(
        "log_pipeline_spool_segments_corrupt_total",
        labels: [.closed("sink", SinkLabel.self)],
        help: "Spool files in which something could not be read."
    )

    static let logPipelineSpools: [FamilyDescriptor] = [
        logPipelineSpool.descriptor, logPipelineSpoolMax.descriptor, logPipelineSpoolSegmentsCorrupt.descriptor,
    ]
}
