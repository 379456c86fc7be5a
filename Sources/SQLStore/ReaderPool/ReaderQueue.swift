import Glibc

/// The jobs that wait for a pool's connections, first come first served.
///
/// All have the same time to wait, so the first in the queue is also the first to expire.
final class ReaderQueue<Connection: PooledConnection & ~Copyable>: @unchecked Sendable {
    // Everything below is guarded by `monitor`.
    private let monitor = StoreMonitor(conditions: 3)
    private let limits: ReaderPoolLimits
    private var jobs: [ReaderJob<Connection>] = []
    private var head = 0
    private var isStopped = false
    private var threads: Int
    private var lastError: SQLError?
    private var counted = ReaderPoolFigures()

    /// Conditions: a job came, the first job changed, a thread ended.
    private static var work: Int { 0 }
    private static var deadline: Int { 1 }
    private static var ended: Int { 2 }

    init(_ limits: ReaderPoolLimits) {
        self.limits = limits
        self.threads = limits.size + 1
        self.counted.size = limits.size
    }

    var figures: ReaderPoolFigures {
        self.monitor.withLock {
            var figures = self.counted
            figures.waiting = self.waiting
            return figures
        }
    }

    private var waiting: Int { self.jobs.count - self.head }
    private var waitNanoseconds: UInt64 { UInt64(self.limits.waitMilliseconds) * 1_000_000 }

    /// Puts a job at the end; it fails at once when the queue is full or the pool is stopped.
    func add(_ job: ReaderJob<Connection>) {
        let refusal: SQLError? = self.monitor.withLock {
            if self.isStopped { return SQLError(.busy, message: "the readers are stopped") }
            if self.waiting >= self.limits.waiting {
                self.counted.refused += 1
                return SQLError(.busy, message: "\(self.limits.waiting) reads wait already")
            }
            self.jobs.append(job)
            self.monitor.signal(Self.work)
            if self.waiting == 1 { self.monitor.signal(Self.deadline) }
            return nil
        }
        if let refusal { job.fail(refusal) }
    }

    /// Waits for a job.
    /// - Returns: Nil when the pool is stopped.
    func take() -> ReaderJob<Connection>? {
        self.monitor.withLock {
            while self.waiting == 0 {
                if self.isStopped { return nil }
                self.monitor.wait(Self.work)
            }
            let job = self.removeFirst()
            self.counted.inUse += 1
            self.counted.started += 1
            self.counted.waitSeconds += Double(MonotonicClock.now - job.queuedAt) / 1e9
            return job
        }
    }

    func jobEnded() { self.monitor.withLock { self.counted.inUse -= 1 } }

    func connected() {
        self.monitor.withLock {
            self.counted.connected += 1
            self.counted.connects += 1
            self.lastError = nil
        }
    }

    func disconnected() { self.monitor.withLock { self.counted.connected -= 1 } }

    func connectFailed(_ error: SQLError) {
        self.monitor.withLock {
            self.counted.connectFailures += 1
            self.lastError = error
        }
    }

    /// Waits before the next try to connect.
    /// - Returns: False when the pool is stopped.
    func pause(milliseconds: Int) -> Bool {
        let end = MonotonicClock.now + UInt64(milliseconds) * 1_000_000
        return self.monitor.withLock {
            while !self.isStopped {
                if !self.monitor.wait(Self.ended, until: end) { return !self.isStopped }
            }
            return false
        }
    }

    /// Fails jobs whose time is over, until the pool is stopped: the body of a thread of its own.
    func expire() {
        while true {
            var error = SQLError(.busy, message: "no reader was free within \(self.limits.waitMilliseconds) ms")
            let job: ReaderJob<Connection>? = self.monitor.withLock {
                while true {
                    if self.isStopped { return nil }
                    if self.waiting == 0 {
                        self.monitor.wait(Self.deadline)
                    } else {
                        let end = self.jobs[self.head].queuedAt + self.waitNanoseconds
                        if MonotonicClock.now >= end { break }
                        self.monitor.wait(Self.deadline, until: end)
                    }
                }
                self.counted.expired += 1
                if self.counted.connected == 0, let lastError = self.lastError { error = lastError }
                return self.removeFirst()
            }
            guard let job else { return }
            job.fail(error)
        }
    }

    func threadEnded() {
        self.monitor.withLock {
            self.threads -= 1
            self.monitor.signal(Self.ended)
        }
    }

    /// Fails what waits; returns when what runs has ended, and all threads have.
    func stop() {
        let rest = self.monitor.withLock {
            self.isStopped = true
            let rest = Array(self.jobs[self.head...])
            (self.jobs, self.head) = ([], 0)
            for condition in [Self.work, Self.deadline, Self.ended] { self.monitor.signal(condition) }
            return rest
        }
        for job in rest { job.fail(SQLError(.busy, message: "the readers are stopped")) }
        self.monitor.withLock {
            while self.threads > 0 { self.monitor.wait(Self.ended) }
        }
    }

    private func removeFirst() -> ReaderJob<Connection> {
        let job = self.jobs[self.head]
        self.head += 1
        if self.head == self.jobs.count || self.head >= 1_024 {
            self.jobs.removeFirst(self.head)
            self.head = 0
        }
        return job
    }
}
