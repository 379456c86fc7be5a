import CoreMetrics
import Telemetry

/// A distribution of a library.
final class LibraryRecorder: RecorderHandler {
    private let histogram: ForeignHistogram

    init(_ histogram: ForeignHistogram) { self.histogram = histogram }

    func record(_ value: Int64) { self.histogram.record(value) }
    func record(_ value: Double) { self.histogram.record(value) }
}
