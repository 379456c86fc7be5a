/// The metric registry about itself, and its scrapes.
extension Families {
    package static let metricsExpositionDuration = HistogramFamily(
        "metrics_exposition_duration_seconds",
        unit: .seconds,
        buckets: Buckets.fast,
        labels: [.closed("format", ExpositionFormatLabel.self)],
        help: "Time to gather and render the metrics, up to the scrape before this one."
    )
    package static let metricsExpositionSize = GaugeFamily(
        "metrics_exposition_size_bytes",
        unit: .bytes,
        labels: [.closed("format", ExpositionFormatLabel.self)],
        help: "Size of the last answer to a scrape before this one, uncompressed."
    )
    package static let metricsScrapes = CounterFamily(
        "metrics_scrapes_total",
        labels: [.closed("format", ExpositionFormatLabel.self), .closed("code", ScrapeCodeLabel.self)],
        help: "Scrapes answered, by status."
    )
    package static let metricsScrapesCoalesced = CounterFamily(
        "metrics_scrapes_coalesced_total",
        help: "Scrapes answered with what was gathered for another one."
    )
    package static let metricsSeries = GaugeFamily(
        "metrics_series",
        labels: [.own("family")],
        help: "Label sets of a family; a histogram's is one."
    )
    package static let metricsSeriesLimit = GaugeFamily(
        "metrics_series_limit",
        labels: [.own("family")],
        help: "The most label sets of a family."
    )
    package static let metricsRegistry = GaugeFamily(
        "metrics_registry_bytes",
        unit: .bytes,
        help: "Memory of the slots into which threads record."
    )
    package static let metricsSeriesOverflow = CounterFamily(
        "metrics_series_overflow_total",
        labels: [.own("family"), .own("label")],
        help: "Observations whose label became _other because the family was full."
    )
    package static let metricsSeriesExpired = CounterFamily(
        "metrics_series_expired_total",
        labels: [.own("family")],
        help: "Label sets that were freed: their route, upstream or open value is gone."
    )
    package static let metricsValuesClamped = CounterFamily(
        "metrics_values_clamped_total",
        labels: [.own("family")],
        help: "Values outside the range that a histogram keeps."
    )

    static let metrics: [FamilyDescriptor] = [
        metricsExpositionDuration.descriptor, metricsExpositionSize.descriptor, metricsScrapes.descriptor,
        metricsScrapesCoalesced.descriptor, metricsSeries.descriptor, metricsSeriesLimit.descriptor,
        metricsRegistry.descriptor, metricsSeriesOverflow.descriptor,
        metricsSeriesExpired.descriptor, metricsValuesClamped.descriptor,
    ]
}
