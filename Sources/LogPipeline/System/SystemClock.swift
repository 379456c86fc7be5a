import Glibc
import Telemetry

/// The two clocks of the system in nanoseconds.
enum SystemClock {
    /// Grows steadily and knows no date: for deadlines and durations.
    static var monotonic: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Since 1970 in UTC; may be set back: for what people read.
    static var wall: Int64 { WallClock.now() }
}
