/// How much a pool takes on.
package struct ReaderPoolLimits: Sendable {
    /// Connections, each with a thread; 4 for PostgreSQL, 2 for SQLite.
    package var size = 4
    /// Jobs that wait for one; the next is refused.
    package var waiting = 256
    /// How long a job waits for a connection, in milliseconds.
    package var waitMilliseconds = 2_000
    /// The first pause after a connection could not be made, in milliseconds; each later one is twice as long.
    package var firstPauseMilliseconds = 50
    /// The longest pause, in milliseconds.
    package var longestPauseMilliseconds = 5_000

    package init() {}
}
