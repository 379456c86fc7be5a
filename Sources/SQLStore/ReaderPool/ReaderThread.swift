/// What one thread of a pool does: keeps a connection, and runs one job after the other on it.
struct ReaderThread<Connection: PooledConnection & ~Copyable>: ~Copyable {
    private let queue: ReaderQueue<Connection>
    private let limits: ReaderPoolLimits
    private let connect: @Sendable () throws(SQLError) -> Connection
    private var connection: Connection?

    init(
        _ queue: ReaderQueue<Connection>,
        _ limits: ReaderPoolLimits,
        _ connect: @escaping @Sendable () throws(SQLError) -> Connection
    ) {
        self.queue = queue
        self.limits = limits
        self.connect = connect
        self.connection = nil
    }

    /// Returns when the pool is stopped.
    consuming func run() {
        while self.connectPatiently(), let job = self.queue.take() {
            self.execute(job)
            self.queue.jobEnded()
        }
        if self.connection != nil { self.dropConnection() }
        self.queue.threadEnded()
    }

    /// - Returns: False when the pool is stopped.
    private mutating func connectPatiently() -> Bool {
        var pause = self.limits.firstPauseMilliseconds
        while self.connection == nil {
            if self.makeConnection() == nil { return true }
            if !self.queue.pause(milliseconds: pause) { return false }
            pause = min(pause * 2, self.limits.longestPauseMilliseconds)
        }
        return true
    }

    /// - Returns: Why it failed.
    private mutating func makeConnection() -> SQLError? {
        do throws(SQLError) {
            self.connection = try self.connect()
            self.queue.connected()
            return nil
        } catch {
            self.queue.connectFailed(error)
            return error
        }
    }

    private mutating func dropConnection() {
        self.connection = nil
        self.queue.disconnected()
    }

    private mutating func execute(_ job: ReaderJob<Connection>) {
        if self.attempt(job, isLast: false) { return }
        if let error = self.makeConnection() {
            job.fail(error)
        } else {
            _ = self.attempt(job, isLast: true)  // hands a result over in any case
        }
    }

    /// - Returns: Whether the job has ended.
    private mutating func attempt(_ job: ReaderJob<Connection>, isLast: Bool) -> Bool {
        guard var connection = self.connection.take() else { preconditionFailure("a job without a connection") }
        let hasEnded = job.run(&connection, isLast)
        // A transaction that cannot be ended goes with its connection.
        if !connection.isBroken, (try? connection.endRead()) != nil, !connection.isBroken {
            self.connection = consume connection
        } else {
            self.queue.disconnected()
        }
        return hasEnded
    }
}
