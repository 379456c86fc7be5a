import Telemetry

/// What waits on disk.
extension LedgerMetrics {
    static func publishSpool(_ sink: LedgerSnapshot.Sink, to registry: MetricRegistry) {
        guard let spool = sink.spool else { return }
        let label = LabelValue.closed(sink.kind.label)
        registry.set(Families.logPipelineSpool, label, to: Double(spool.bytes))
        registry.set(Families.logPipelineSpoolMax, label, to: Double(spool.maxBytes))
        registry.set(Families.logPipelineSpoolSegmentsCorrupt, label, to: spool.corruptSegments)
        for (stream, account) in sink.streams {
            let pair = (label, LabelValue.closed(stream.label))
            registry.set(Families.logPipelineEventsRecovered, pair.0, pair.1, to: account.recovered)
            registry.set(Families.logPipelineEventsDuplicates, pair.0, pair.1, to: account.duplicates)
        }
    }
}
