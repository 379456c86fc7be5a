import Glibc

/// A mutex whose holders can wait on a ``MonitorCondition``: `Synchronization.Mutex` has no conditions.
///
/// - Important: Not recursive. Held for copies of memory and additions only, never during I/O.
final class Monitor: @unchecked Sendable {  // the pointer never changes; what it points to is made for sharing
    let mutex: UnsafeMutablePointer<pthread_mutex_t>
    // Both guarded by the mutex: the conditions there are, and which of them were signalled since it was taken.
    private let conditions: UnsafeMutablePointer<UnsafeMutablePointer<pthread_cond_t>>
    private var conditionCount = 0
    private var signalled: UInt64 = 0

    private static let conditionLimit = 64

    init() {
        self.conditions = .allocate(capacity: Self.conditionLimit)
        self.mutex = .allocate(capacity: 1)
        self.mutex.initialize(to: pthread_mutex_t())
        let result = pthread_mutex_init(self.mutex, nil)
        precondition(result == 0, "pthread_mutex_init: \(result)")
    }

    deinit {
        pthread_mutex_destroy(self.mutex)
        self.mutex.deallocate()
        self.conditions.deallocate()
    }

    func withLock<R>(_ body: () throws -> R) rethrows -> R {
        pthread_mutex_lock(self.mutex)
        defer {
            let signals = self.signalled
            self.signalled = 0
            pthread_mutex_unlock(self.mutex)
            self.wake(signals)
        }
        return try body()
    }

    /// Adds a condition; it must live as long as threads may be inside the monitor on its behalf.
    /// - Returns: Its number, for `signal`.
    func add(_ condition: UnsafeMutablePointer<pthread_cond_t>) -> Int {
        self.withLock {
            precondition(self.conditionCount < Self.conditionLimit, "more than \(Self.conditionLimit) conditions")
            (self.conditions + self.conditionCount).initialize(to: condition)
            self.conditionCount += 1
            return self.conditionCount - 1
        }
    }

    /// Wakes the waiters of a condition once the mutex is free: woken before, they would only wait for it again, which
    /// costs two switches of threads.
    func signal(_ number: Int) { self.signalled |= 1 << UInt64(number) }

    /// A waiter is about to give up the mutex: what it has signalled until now must not wait for its return.
    func wakeSignalled() {
        let signals = self.signalled
        self.signalled = 0
        self.wake(signals)
    }

    private func wake(_ signals: UInt64) {
        var rest = signals
        while rest != 0 {
            pthread_cond_broadcast(self.conditions[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
    }
}
