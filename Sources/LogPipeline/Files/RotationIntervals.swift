/// The time between two rotations: whole intervals since 1970 in UTC, so that a day ends at midnight whenever the process
/// was started.
package struct RotationIntervals: Sendable {
    private let seconds: Int64
    private let clock: @Sendable () -> Int64

    /// - Parameters:
    ///   - seconds: The length of an interval, at least 1.
    ///   - clock: Seconds since 1970.
    package init(seconds: Int, clock: @escaping @Sendable () -> Int64 = { SystemClock.wall / 1_000_000_000 }) {
        self.seconds = Int64(max(seconds, 1))
        self.clock = clock
    }

    /// The number of the interval a time lies in.
    package func interval(of time: Int64) -> Int64 {
        let number = time / self.seconds
        return time % self.seconds < 0 ? number - 1 : number
    }

    package var current: Int64 { self.interval(of: self.clock()) }
}
