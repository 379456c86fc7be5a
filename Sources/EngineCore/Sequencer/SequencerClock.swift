import Glibc
import Telemetry

/// The times a sequencer needs; tests give their own.
package struct SequencerClock: Sendable {
    /// Microseconds since 1970 UTC: what is stored, and what deadlines are compared with.
    package var now: @Sendable () -> Int64
    /// Nanoseconds that never go back: durations.
    package var monotonic: @Sendable () -> UInt64
    /// Blocks the thread, microseconds.
    package var sleep: @Sendable (Int64) -> Void

    package init(
        now: @escaping @Sendable () -> Int64,
        monotonic: @escaping @Sendable () -> UInt64,
        sleep: @escaping @Sendable (Int64) -> Void
    ) {
        self.now = now
        self.monotonic = monotonic
        self.sleep = sleep
    }

    package static let system = SequencerClock(
        now: { WallClock.now() / 1_000 },
        monotonic: { MonotonicClock.now() },
        sleep: { microseconds in
            let second = Microseconds.second
            var time = timespec(tv_sec: Int(microseconds / second), tv_nsec: Int(microseconds % second * 1_000))
            // An early return shortens a pause between retries, which harms nobody.
            nanosleep(&time, nil)
        }
    )
}
