import Glibc

/// The calendar clock (UTC), which may be set back: only for timestamps that people read.
package enum WallClock {
    /// Nanoseconds since 1970.
    package static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Milliseconds since 1970.
    static func milliseconds() -> UInt64 { UInt64(max(self.now(), 0)) / 1_000_000 }
}
