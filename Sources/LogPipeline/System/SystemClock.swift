import Glibc

/// The two clocks of the system in nanoseconds.
enum SystemClock {
    /// Grows steadily and knows no date: for deadlines and durations.
    static var monotonic: UInt64 { UInt64(bitPattern: Self.read(CLOCK_MONOTONIC)) }

    /// Since 1970 in UTC; may be set back: for what people read.
    static var wall: Int64 { Self.read(CLOCK_REALTIME) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
