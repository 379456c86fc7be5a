/// Keeps a sink below journald's rate limit: a tenth of it at once, the rest spread over the interval.
///
/// In no interval, wherever it begins, are more entries let through than the limit allows: journald's own intervals
/// begin when it likes. The generic cell rate algorithm: one number is the whole state. A pure value: times are
/// nanoseconds of a monotonic clock.
package struct JournalPacer {
    /// From one entry to the next, in the long run; 0: no limit.
    private let spacing: UInt64
    /// How far ahead of that entries may be.
    private let tolerance: UInt64
    private var nextAt: UInt64 = 0

    package init(_ limit: JournalRateLimit) {
        if limit.isOff {
            (self.spacing, self.tolerance) = (0, 0)
            return
        }
        let atOnce = max(limit.burst / 10, 1)
        let interval = min(limit.intervalMicroseconds, 1 << 50) * 1000
        // Rounded up: over an interval the rounding must not add an entry.
        self.spacing = interval / max(limit.burst - atOnce, 1) + 1
        self.tolerance = (atOnce - 1) * self.spacing
    }

    /// How long to wait before the next entry, in nanoseconds; 0: it may go.
    package func delay(now: UInt64) -> UInt64 {
        let earliest = self.nextAt > self.tolerance ? self.nextAt - self.tolerance : 0
        return earliest > now ? earliest - now : 0
    }

    /// An entry was sent.
    package mutating func entrySent(now: UInt64) {
        if self.spacing > 0 { self.nextAt = max(self.nextAt, now) + self.spacing }
    }
}
