import Histogram

/// The figures of one second, or of one interval of the series: counts, and latencies with two digits.
package struct ProgressWindow: Sendable {
    package var planned = 0
    package var sent = 0
    package var ok = 0
    package var failed = 0
    package var dropped = 0
    /// At the end of the window.
    package var inFlight = 0
    package var response = LatencyHistogram(digits: .two)
    package var service = LatencyHistogram(digits: .two)

    package init() {}

    package mutating func reset() {
        (self.planned, self.sent, self.ok, self.failed, self.dropped) = (0, 0, 0, 0, 0)
        self.response.reset()
        self.service.reset()
    }

    /// Adds another thread's window of the same time.
    package mutating func merge(_ other: ProgressWindow) {
        self.add(other)
        self.inFlight += other.inFlight
    }

    /// Adds the window that follows.
    package mutating func append(_ next: ProgressWindow) {
        self.add(next)
        self.inFlight = next.inFlight
    }

    private mutating func add(_ other: ProgressWindow) {
        self.planned += other.planned
        self.sent += other.sent
        self.ok += other.ok
        self.failed += other.failed
        self.dropped += other.dropped
        self.response.merge(other.response)
        self.service.merge(other.service)
    }
}
