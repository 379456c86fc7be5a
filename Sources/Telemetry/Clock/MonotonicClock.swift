public import Glibc

/// The clock of every deadline, phase and duration: nanoseconds that never go back and never jump.
@usableFromInline package enum MonotonicClock {
    /// Nanoseconds since boot (`CLOCK_MONOTONIC`, read from the vDSO without a system call).
    @inlinable package static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(bitPattern: Int64(time.tv_sec)) &* 1_000_000_000 &+ UInt64(bitPattern: Int64(time.tv_nsec))
    }
}
