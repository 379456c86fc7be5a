import Telemetry

/// The two clocks of the system in nanoseconds.
enum SystemClock {
    /// Grows steadily and knows no date: for deadlines and durations.
    static var monotonic: UInt64 { MonotonicClock.now() }

    /// Since 1970 in UTC; may be set back: for what people read.
    static var wall: Int64 { WallClock.now() }
}
