import Glibc

/// The commands between any number of threads and one sequencer.
///
/// Adding never waits for the sequencer: the lock is held for an append here and for a swap of two arrays there.
final class CommandQueue: @unchecked Sendable {  // everything that changes is guarded by the mutex
    private enum State { case open, draining, closed }

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    let limit: Int
    private var waiting: [QueuedCommand] = []
    /// Taken out of `waiting`, but not yet part of a batch; the first `next` of them are gone.
    private var backlog: [QueuedCommand] = []
    private var next = 0
    private var state = State.open
    private var isSleeping = false

    /// - Parameter limit: How many commands may wait.
    init(limit: Int) {
        precondition(limit > 0, "a queue for \(limit) commands")
        self.limit = limit
        self.mutex = .allocate(capacity: 1)
        self.mutex.initialize(to: pthread_mutex_t())
        self.condition = .allocate(capacity: 1)
        self.condition.initialize(to: pthread_cond_t())
        var result = pthread_mutex_init(self.mutex, nil)
        precondition(result == 0, "pthread_mutex_init: \(result)")
        result = pthread_cond_init(self.condition, nil)
        precondition(result == 0, "pthread_cond_init: \(result)")
    }

    deinit {
        pthread_cond_destroy(self.condition)
        self.condition.deallocate()
        pthread_mutex_destroy(self.mutex)
        self.mutex.deallocate()
    }

    /// How many commands wait.
    var count: Int { self.withLock { self.depth } }

    /// Adds a command, or says why not; then its completion was not called.
    func add(_ command: QueuedCommand) -> EngineFailure.Code? {
        self.withLock {
            guard self.state == .open else { return .stopped }
            guard self.depth < self.limit else { return .queueFull }
            self.waiting.append(command)
            if self.isSleeping {
                self.isSleeping = false
                pthread_cond_signal(self.condition)
            }
            return nil
        }
    }

    /// Waits for commands and takes all that wait, in order, at most `limit`.
    ///
    /// - Parameter limit: At least 1.
    /// - Returns: None only when the queue will stay empty for ever.
    func take(_ limit: Int) -> [QueuedCommand] {
        self.withLock {
            while self.depth == 0 && self.state == .open {
                self.isSleeping = true
                pthread_cond_wait(self.condition, self.mutex)
            }
            self.isSleeping = false
            if self.next == self.backlog.count {
                self.backlog.removeAll(keepingCapacity: true)
                self.next = 0
                swap(&self.backlog, &self.waiting)
            }
            let end = min(self.next + limit, self.backlog.count)
            var batch = Array(self.backlog[self.next..<end])
            self.next = end
            if batch.count < limit && !self.waiting.isEmpty {
                let more = min(limit - batch.count, self.waiting.count)
                batch += self.waiting[..<more]
                self.waiting.removeFirst(more)
            }
            return batch
        }
    }

    /// Accepts nothing more; what waits is still taken.
    func drain() { self.end(.draining) }

    /// Accepts and gives nothing more, and returns what waited.
    func close() -> [QueuedCommand] {
        self.end(.closed)
        return self.withLock {
            defer { (self.backlog, self.waiting, self.next) = ([], [], 0) }
            return self.backlog[self.next...] + self.waiting
        }
    }

    private var depth: Int { self.waiting.count + self.backlog.count - self.next }

    private func end(_ state: State) {
        self.withLock {
            if self.state != .closed { self.state = state }
            pthread_cond_broadcast(self.condition)
        }
    }

    private func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(self.mutex)
        defer { pthread_mutex_unlock(self.mutex) }
        return body()
    }
}
