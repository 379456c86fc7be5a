import Telemetry

/// Shows the ledger and the rings to the registry, from one snapshot for each scrape.
enum LedgerMetrics {
    static func publish(_ ledger: LedgerSnapshot, _ rings: [RecordRing], to registry: MetricRegistry) {
        for (index, ring) in rings.enumerated() {
            registry.set(Families.logPipelineRingUsedRatio, .index(index), to: ring.usedRatio)
        }
        for (stream, counts) in ledger.emitted {
            for level in LevelLabel.allCases {
                registry.set(
                    Families.logPipelineEventsEmitted,
                    .closed(stream.label),
                    .closed(level),
                    to: counts[level]
                )
            }
        }
        for (stream, count) in ledger.sampledOut {
            registry.set(Families.logPipelineEventsSampledOut, .closed(stream.label), to: count)
        }
        registry.set(Families.logPipelineEventsSuppressed, .closed(StreamLabel.app), to: ledger.suppressed)
        for (field, count) in ledger.truncations.counts {
            registry.set(Families.logPipelineTruncations, .closed(field), to: count)
        }
        for sink in ledger.sinks { Self.publish(sink, to: registry) }
    }

    /// Shows the rate limit that journald has for us.
    static func publish(_ limit: JournalRateLimit, to registry: MetricRegistry) {
        let (burst, interval) = limit.isOff ? (0, 0) : (limit.burst, limit.intervalMicroseconds)
        registry.set(Families.logPipelineJournaldLimitEvents, to: Double(burst))
        registry.set(Families.logPipelineJournaldLimitInterval, to: Double(interval) / 1e6)
    }

    private static func publish(_ sink: LedgerSnapshot.Sink, to registry: MetricRegistry) {
        let label = LabelValue.closed(sink.kind.label)
        for (stream, account) in sink.streams {
            let pair = (label, LabelValue.closed(stream.label))
            registry.set(Families.logPipelineEventsOffered, pair.0, pair.1, to: account.offered)
            registry.set(Families.logPipelineEventsDelivered, pair.0, pair.1, to: account.delivered)
            for (reason, count) in account.dropped {
                registry.set(Families.logPipelineEventsDropped, pair.0, pair.1, .closed(reason), to: count)
            }
        }
        Self.publishSpool(sink, to: registry)
        registry.set(Families.logPipelineQueueEvents, label, to: Double(sink.queueEvents))
        registry.set(Families.logPipelineQueue, label, to: Double(sink.queueBytes))
        registry.set(Families.logPipelineQueueMax, label, to: Double(sink.queueMaxBytes))
        registry.set(Families.logPipelineLedgerImbalanceEvents, label, to: Double(sink.imbalance))
        if sink.lastDelivery > 0 {
            registry.set(Families.logPipelineLastDeliveryTimestamp, label, to: sink.lastDelivery)
        }
        if let oldest = sink.oldestPending {
            registry.set(Families.logPipelineOldestPendingTimestamp, label, to: oldest)
        } else {
            registry.remove(Families.logPipelineOldestPendingTimestamp, label)
        }
        for state in SinkStateLabel.allCases {
            registry.set(Families.logPipelineSinkState, label, .closed(state), to: state == sink.state ? 1 : 0)
        }
    }

    /// Exports every counter there can be with 0: `rate()` misses the first increment of a new series.
    static func create(_ ledger: LedgerSnapshot, in registry: MetricRegistry) {
        for sink in ledger.sinks {
            for stream in sink.streams.keys {
                let labels = (LabelValue.closed(sink.kind.label), LabelValue.closed(stream.label))
                registry.precreate(Families.logPipelineEventsOffered, labels.0, labels.1)
                registry.precreate(Families.logPipelineEventsDelivered, labels.0, labels.1)
                registry.precreate(Families.logPipelineEventsDropped, labels.0, labels.1)
                registry.precreate(Families.logPipelineEventsEmitted, labels.1)
                if stream == .access { registry.precreate(Families.logPipelineEventsSampledOut, labels.1) }
            }
        }
        registry.precreate(Families.logPipelineEventsSuppressed, .closed(StreamLabel.app))
        registry.precreate(Families.logPipelineTruncations)
    }
}
