/// The books of one phase: `planned = ok + failed + dropped + in flight at the end + never attempted`.
package struct RequestCounters: Sendable, Equatable {
    package var planned = 0
    /// Requests written to a connection, each counted once.
    package var sent = 0
    package var ok = 0
    package var failed = 0
    /// Arrivals above the in-flight limit.
    package var dropped = 0
    /// Planned, but the run ended before a loop took them up.
    package var neverAttempted = 0
    package var inFlightAtEnd = 0
    /// Requests sent again because a reused connection had closed before the first byte.
    package var reconnected = 0
    package var bytesIn = 0
    package var bytesOut = 0

    package init() {}

    /// Arrivals that have an outcome, or none because the run ended.
    package var accounted: Int {
        self.ok + self.failed + self.dropped + self.inFlightAtEnd + self.neverAttempted
    }

    package static func + (left: RequestCounters, right: RequestCounters) -> RequestCounters {
        var sum = left
        sum.planned += right.planned
        sum.sent += right.sent
        sum.ok += right.ok
        sum.failed += right.failed
        sum.dropped += right.dropped
        sum.neverAttempted += right.neverAttempted
        sum.inFlightAtEnd += right.inFlightAtEnd
        sum.reconnected += right.reconnected
        sum.bytesIn += right.bytesIn
        sum.bytesOut += right.bytesOut
        return sum
    }
}
