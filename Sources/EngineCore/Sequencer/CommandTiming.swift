/// Where a command's time went, nanoseconds; zero for what it never reached.
package struct CommandTiming: Sendable, Hashable {
    /// From `submit` until its batch began.
    package var queued: UInt64 = 0
    /// From there until COMMIT was sent for the last time, pauses included.
    package var executing: UInt64 = 0
    /// The last COMMIT.
    package var committing: UInt64 = 0

    package init() {}
}
