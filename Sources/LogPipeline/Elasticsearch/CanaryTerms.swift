/// What a canary needs beside its store.
package struct CanaryTerms: Sendable {
    /// From one canary to the next, in nanoseconds.
    package var interval: UInt64
    /// Writes the record and gives its `event.id`; nil: its stream takes none now.
    package var write: @Sendable () -> String?
    /// Shows how long the last canary took, in nanoseconds.
    package var show: @Sendable (UInt64) -> Void

    package init(
        interval: UInt64,
        write: @escaping @Sendable () -> String?,
        show: @escaping @Sendable (UInt64) -> Void
    ) {
        self.interval = interval
        self.write = write
        self.show = show
    }
}
