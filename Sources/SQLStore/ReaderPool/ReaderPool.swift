/// A few connections, each on a thread of its own, for reads that must not block the caller.
///
/// ```
/// let readers = ReaderPool("wg-read", limits) { () throws(SQLError) in try .open(configuration) }
/// let balance = try await readers.read { connection throws(SQLError) in try balance(of: member, &connection) }
/// ```
///
/// Connections are made when the pool starts, and again, with growing pauses, when they break. A read that loses its
/// connection runs once more on a new one: it must not change anything.
///
/// - Important: Call `stop` before letting go of it.
package final class ReaderPool<Connection: PooledConnection & ~Copyable>: Sendable {
    private let queue: ReaderQueue<Connection>

    /// Starts the threads; does not wait for connections.
    /// - Parameters:
    ///   - name: Of the threads, at most 15 bytes.
    ///   - limits: Sizes and times.
    ///   - connect: Makes a connection, on the thread that will use it.
    package init(
        _ name: String,
        _ limits: ReaderPoolLimits = ReaderPoolLimits(),
        connect: @escaping @Sendable () throws(SQLError) -> Connection
    ) {
        precondition(limits.size > 0 && limits.waiting >= 0 && limits.waitMilliseconds > 0, "\(limits)")
        let queue = ReaderQueue<Connection>(limits)
        self.queue = queue
        for _ in 0..<limits.size {
            let code = StoreThread.start(name) { ReaderThread(queue, limits, connect).run() }
            precondition(code == 0, "pthread_create: \(code)")
        }
        let code = StoreThread.start(name) {
            queue.expire()
            queue.threadEnded()
        }
        precondition(code == 0, "pthread_create: \(code)")
    }

    package var figures: ReaderPoolFigures { self.queue.figures }

    /// Runs a read on one of the connections.
    /// - Parameter body: Runs on the connection's thread, twice if the connection is lost; what it leaves open is ended.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; `busy` when the queue is full or no connection was free in time; when there is no
    ///   connection at all, why the last try failed.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (inout Connection) throws(SQLError) -> Value
    ) async throws(SQLError) -> Value {
        let result = await withCheckedContinuation { continuation in
            self.submit(body) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    /// Runs a read, for callers that do not wait.
    /// - Parameters:
    ///   - body: As for `read`.
    ///   - completion: Called exactly once, on a thread of the pool or, when refused, on the caller's.
    package func submit<Value>(
        _ body: @escaping @Sendable (inout Connection) throws(SQLError) -> Value,
        completion: @escaping @Sendable (Result<Value, SQLError>) -> Void
    ) {
        let job = ReaderJob<Connection>(queuedAt: MonotonicClock.now) { connection, isLast in
            do throws(SQLError) {
                let value = try body(&connection)
                completion(.success(value))
            } catch {
                if error.code == .connectionLost, connection.isBroken, !isLast { return false }
                completion(.failure(error))
            }
            return true
        } fail: { error in
            completion(.failure(error))
        }
        self.queue.add(job)
    }

    /// Refuses what waits and what comes, and returns when what runs has ended and the connections are closed.
    ///
    /// - Important: Not from a read.
    package func stop() { self.queue.stop() }
}
