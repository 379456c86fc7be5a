import CoreMetrics
import Telemetry

/// A timer of a library; exported in seconds, whatever unit it would rather be shown in.
final class LibraryTimer: TimerHandler {
    private let histogram: ForeignHistogram

    init(_ histogram: ForeignHistogram) { self.histogram = histogram }

    func recordNanoseconds(_ duration: Int64) { self.histogram.record(duration) }
}
