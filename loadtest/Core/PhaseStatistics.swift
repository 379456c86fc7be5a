package import NIOCore

/// Everything one thread keeps of the warm-up or of the measured part; merged over the threads at the end.
package struct PhaseStatistics: Sendable {
    package var counters = RequestCounters()
    package var latencies = LatencySet()
    package var errors = ErrorTally()
    /// Answers by status; a status outside of 100 to 599 stands at 0.
    package private(set) var statuses: [Int] = Array(repeating: 0, count: 600)
    /// Time that requests without a complete answer spent in flight, in nanoseconds: they have no latency.
    package var unansweredNanoseconds: Int64 = 0
    /// The last request's end, since the origin.
    package var lastEnd = TimeAmount.zero

    package init() {}

    package mutating func recordStatus(_ status: Int) {
        self.statuses[(100..<600).contains(status) ? status : 0] += 1
    }

    package mutating func merge(_ other: PhaseStatistics) {
        self.counters = self.counters + other.counters
        self.latencies.merge(other.latencies)
        self.errors.merge(other.errors)
        for index in self.statuses.indices { self.statuses[index] += other.statuses[index] }
        self.unansweredNanoseconds &+= other.unansweredNanoseconds
        self.lastEnd = max(self.lastEnd, other.lastEnd)
    }
}
