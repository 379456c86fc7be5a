package import NIOCore

/// A level and its integral over time, inside a window: the left side of Little's law.
package struct TimeWeightedGauge: Sendable {
    /// The level now.
    package private(set) var value = 0
    /// The integral so far, in nanoseconds times the level.
    package private(set) var area: Int64 = 0
    private var last: NIODeadline
    /// The integral covers this window only; the level is kept outside of it too.
    package var start: NIODeadline
    package var end: NIODeadline

    package init(start: NIODeadline, end: NIODeadline = .distantFuture) {
        self.start = start
        self.end = end
        self.last = start
    }

    /// - Parameters:
    ///   - amount: The change of the level.
    ///   - now: Not before the last call's `now`.
    package mutating func add(_ amount: Int, at now: NIODeadline) {
        self.advance(to: now)
        self.value += amount
    }

    /// Brings the integral up to date.
    package mutating func advance(to now: NIODeadline) {
        let from = max(self.last, self.start)
        let to = min(now, self.end)
        if to > from { self.area &+= Int64(self.value) &* (to - from).nanoseconds }
        self.last = max(self.last, now)
    }
}
