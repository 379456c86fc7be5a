/// How many entries of a service journald takes in an interval; it drops the rest without telling the sender.
package struct JournalRateLimit: Equatable, Sendable {
    /// Entries in an interval; 0: no limit.
    package var burst: UInt64
    package var intervalMicroseconds: UInt64

    /// journald's own default: 10 000 in 30 s (journald.conf(5)).
    package static let standard = JournalRateLimit(burst: 10_000, intervalMicroseconds: 30_000_000)

    package init(burst: UInt64, intervalMicroseconds: UInt64) {
        self.burst = burst
        self.intervalMicroseconds = intervalMicroseconds
    }

    /// Either of the two as 0 switches the limit off.
    package var isOff: Bool { self.burst == 0 || self.intervalMicroseconds == 0 }
}
