package import NIOCore

/// When arrivals are meant to start, in closed form: arrival `k` at `k / rate` after the run's origin.
///
/// The schedule never waits for a response, so a slow target cannot slow its own load down (coordinated omission).
package struct ArrivalSchedule: Sendable, Equatable {
    package let rate: Rate

    package init(rate: Rate) {
        self.rate = rate
    }

    /// The intended start of an arrival.
    ///
    /// A Double carries `k / rate` exactly enough: after 24 hours the error is under 0.02 ns.
    /// - Parameter index: 0 or more.
    /// - Returns: Time since the origin, rounded to the nearest nanosecond.
    package func time(of index: Int) -> TimeAmount {
        .nanoseconds(Int64((Double(index) * 1e9 / self.rate.perSecond).rounded()))
    }

    /// How many arrivals are meant to start before a moment: those with `time(of:) < end`.
    ///
    /// - Parameter end: Time since the origin.
    /// - Returns: 0 or more; exact, whatever the rounding of `time(of:)`.
    package func count(before end: TimeAmount) -> Int {
        guard end.nanoseconds > 0 else { return 0 }
        var count = Int((Double(end.nanoseconds) * self.rate.perSecond / 1e9).rounded(.up))
        while count > 0, self.time(of: count - 1) >= end { count -= 1 }
        while self.time(of: count) < end { count += 1 }
        return count
    }
}
