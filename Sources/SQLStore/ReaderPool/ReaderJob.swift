/// A read that waits for a connection.
final class ReaderJob<Connection: PooledConnection & ~Copyable>: Sendable {
    /// Runs the read and hands its result over.
    ///
    /// Answers false, and hands nothing over, when the connection was lost and it is not the last try.
    let run: @Sendable (_ connection: inout Connection, _ isLast: Bool) -> Bool
    /// Ends it without a connection.
    let fail: @Sendable (SQLError) -> Void
    /// Nanoseconds of ``MonotonicClock``.
    let queuedAt: UInt64

    init(
        queuedAt: UInt64,
        run: @escaping @Sendable (_ connection: inout Connection, _ isLast: Bool) -> Bool,
        fail: @escaping @Sendable (SQLError) -> Void
    ) {
        self.queuedAt = queuedAt
        self.run = run
        self.fail = fail
    }
}
