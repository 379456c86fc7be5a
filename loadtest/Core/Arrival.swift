package import NIOCore

/// One request to be made: when it was meant to start and when a loop took it up.
package struct Arrival: Sendable {
    /// Its number in the schedule, over all threads; the request's trace id is made from it.
    package var index: Int
    package var intended: NIODeadline
    package var takenUp: NIODeadline
    /// False during the warm-up.
    package var isMeasured: Bool
    /// True after its one retry on a connection that had gone stale.
    package var hasRetried = false

    package init(index: Int, intended: NIODeadline, takenUp: NIODeadline, isMeasured: Bool) {
        self.index = index
        self.intended = intended
        self.takenUp = takenUp
        self.isMeasured = isMeasured
    }

    /// The loop's own share of the response time.
    package var lateness: TimeAmount { self.takenUp - self.intended }
}
