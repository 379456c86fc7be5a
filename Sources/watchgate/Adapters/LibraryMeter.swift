import CoreMetrics
import Telemetry

/// A gauge of a library.
final class LibraryMeter: MeterHandler, RecorderHandler {
    private let gauge: ForeignGauge

    init(_ gauge: ForeignGauge) { self.gauge = gauge }

    func set(_ value: Int64) { self.gauge.set(Double(value)) }
    func set(_ value: Double) { self.gauge.set(value) }
    func increment(by amount: Double) { self.gauge.add(amount) }
    func decrement(by amount: Double) { self.gauge.add(-amount) }
    func record(_ value: Int64) { self.gauge.set(Double(value)) }
    func record(_ value: Double) { self.gauge.set(value) }
}
