package import CoreMetrics
package import Telemetry

/// The backend of swift-metrics: what libraries measure lands in our registry.
///
/// Names, dimensions and limits are those of ``ForeignMetrics``. A handler that is destroyed leaves its series, because
/// another one of the same name may be in use.
package struct RegistryMetricsFactory: MetricsFactory {
    private let metrics: ForeignMetrics

    package init(_ registry: MetricRegistry) { self.metrics = ForeignMetrics(registry: registry) }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        LibraryCounter(self.metrics.counter(label, dimensions))
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        LibraryMeter(self.metrics.gauge(label, dimensions))
    }

    /// `aggregate`: A histogram; else what was recorded last is the value of a gauge.
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate
            ? LibraryRecorder(self.metrics.distribution(label, dimensions))
            : LibraryMeter(self.metrics.gauge(label, dimensions))
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        LibraryTimer(self.metrics.timer(label, dimensions))
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
