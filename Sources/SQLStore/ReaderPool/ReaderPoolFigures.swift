/// What a pool does and has done, at one moment.
package struct ReaderPoolFigures: Equatable, Sendable {
    /// Threads, each with one connection or in search of one.
    package var size = 0
    package var connected = 0
    /// Connections that a job has.
    package var inUse = 0
    /// Jobs in the queue.
    package var waiting = 0
    /// Jobs that got a connection, since the start.
    package var started: UInt64 = 0
    /// How long these waited, together.
    package var waitSeconds = 0.0
    /// Jobs that found the queue full.
    package var refused: UInt64 = 0
    /// Jobs that got no connection in time.
    package var expired: UInt64 = 0
    /// Connections that were made, the first ones included.
    package var connects: UInt64 = 0
    /// Tries to make one that failed.
    package var connectFailures: UInt64 = 0
}
