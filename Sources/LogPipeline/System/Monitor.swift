import Glibc

/// A mutex whose holders can wait on a ``MonitorCondition``: `Synchronization.Mutex` has no conditions.
///
/// - Important: Not recursive. Held for copies of memory and additions only, never during I/O.
final class Monitor: @unchecked Sendable {  // the pointer never changes; what it points to is made for sharing
    let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        self.mutex = .allocate(capacity: 1)
        self.mutex.initialize(to: pthread_mutex_t())
        let result = pthread_mutex_init(self.mutex, nil)
        precondition(result == 0, "pthread_mutex_init: \(result)")
    }

    deinit {
        pthread_mutex_destroy(self.mutex)
        self.mutex.deallocate()
    }

    func withLock<R>(_ body: () throws -> R) rethrows -> R {
        pthread_mutex_lock(self.mutex)
        defer { pthread_mutex_unlock(self.mutex) }
        return try body()
    }
}
