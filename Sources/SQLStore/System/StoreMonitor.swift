import Glibc

/// A mutex whose holders can wait for conditions, which `Synchronization.Mutex` cannot.
///
/// - Important: Not recursive. Held for copies of memory and additions only, never during I/O.
final class StoreMonitor: @unchecked Sendable {  // the pointers never change; what they point to is made for sharing
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let conditions: UnsafeMutablePointer<pthread_cond_t>
    private let conditionCount: Int

    /// - Parameter conditions: How many there are; they are known by their numbers from 0.
    init(conditions: Int) {
        self.mutex = .allocate(capacity: 1)
        self.mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(self.mutex, nil)
        self.conditionCount = conditions
        self.conditions = .allocate(capacity: conditions)
        self.conditions.initialize(repeating: pthread_cond_t(), count: conditions)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        for number in 0..<conditions { pthread_cond_init(self.conditions + number, &attributes) }
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        for number in 0..<self.conditionCount { pthread_cond_destroy(self.conditions + number) }
        pthread_mutex_destroy(self.mutex)
        self.conditions.deallocate()
        self.mutex.deallocate()
    }

    func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(self.mutex)
        defer { pthread_mutex_unlock(self.mutex) }
        return body()
    }

    /// Waits for a signal, or without reason: the caller looks at its state again.
    ///
    /// - Important: Inside `withLock`.
    /// - Parameters:
    ///   - condition: Its number.
    ///   - deadline: Nanoseconds of ``MonotonicClock``; nil waits without end.
    /// - Returns: False when the deadline has passed.
    @discardableResult
    func wait(_ condition: Int, until deadline: UInt64? = nil) -> Bool {
        guard let deadline else { return pthread_cond_wait(self.conditions + condition, self.mutex) == 0 }
        var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        return pthread_cond_timedwait(self.conditions + condition, self.mutex, &time) == 0
    }

    /// Wakes those who wait.
    ///
    /// - Important: Inside `withLock`.
    func signal(_ condition: Int) { pthread_cond_broadcast(self.conditions + condition) }
}
