import CoreMetrics
import Telemetry

/// A counter of a library.
final class LibraryCounter: CounterHandler {
    private let counter: ForeignCounter

    init(_ counter: ForeignCounter) { self.counter = counter }

    func increment(by amount: Int64) { self.counter.add(amount) }

    /// Nothing: Prometheus takes a counter that falls for a restart of the process.
    func reset() {}
}
